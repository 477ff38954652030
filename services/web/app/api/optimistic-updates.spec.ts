import { Client, CombinedError, gql, type Exchange, type Operation, type OperationResult } from '@urql/core';
import { filter, makeSubject, merge, pipe, share, subscribe, tap } from 'wonka';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { normalisedCache } from './cache';

type Data = Record<string, unknown>;

/** What follows of a change is shown before the next timer. */
const shownAll = () => new Promise((resolve) => setTimeout(resolve));

const none = { __typename: 'NoneType', isNone: true };

/** An instance that answers when it is told to. */
class Instance {
  readonly asked: Operation[] = [];
  private readonly answers = makeSubject<OperationResult>();

  readonly exchange: Exchange = () => (operations) => {
    const asked = pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      tap((operation) => this.asked.push(operation)),
      // Nothing is answered by itself.
      filter(() => false),
      share,
    );
    return merge([asked as never, this.answers.source]);
  };

  answer(data: Data): void {
    this.end({ data });
  }

  refuse(message: string): void {
    this.end({ error: new CombinedError({ graphQLErrors: [message] }) });
  }

  private end(result: Pick<OperationResult, 'data' | 'error'>): void {
    const operation = this.asked.shift();
    if (!operation) throw new Error('nothing was asked');
    this.answers.next({ operation, data: undefined, stale: false, hasNext: false, ...result } as never);
  }
}

describe('changes that are seen before the instance has answered', () => {
  let instance: Instance;
  let client: Client;
  let unseen: (() => void)[];

  beforeEach(() => {
    instance = new Instance();
    unseen = [];
    client = new Client({
      url: 'http://instance.test',
      requestPolicy: 'cache-and-network',
      preferGetMethod: false,
      exchanges: [normalisedCache(), instance.exchange],
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    for (const end of unseen) end();
    vi.restoreAllMocks();
  });

  /** A question of a page: all that it was shown, the newest last. */
  const watch = (question: string, variables: Data, answer: Data): Data[] => {
    const shown: Data[] = [];
    const { unsubscribe } = pipe(
      client.query<Data>(gql(question), variables),
      subscribe(({ data }) => void (data && shown.push(data))),
    );
    unseen.push(unsubscribe);
    instance.answer(answer);
    return shown;
  };

  /** Asks for a change; resolves when all that it changes at once is shown. */
  const change = async (mutation: string, variables: Data) => {
    const ended = client.mutation<Data>(gql(mutation), variables).toPromise();
    await shownAll();
    return {
      answered: async (data: Data): Promise<void> => {
        instance.answer(data);
        expect((await ended).error).toBeUndefined();
        await shownAll();
      },
      refused: async (message: string): Promise<void> => {
        instance.refuse(message);
        expect((await ended).error?.message).toContain(message);
        await shownAll();
      },
    };
  };

  describe('of a Unit', () => {
    const CHANGE = `mutation ($uuid: UUID!, $unit: UnitUpdateInput!) {
      updateUnit(uuid: $uuid, unit: $unit) { uuid name visibilityLevel targetCommit }
    }`;
    const unit = {
      ...{
        __typename: 'UnitType',
        uuid: 'u',
        name: 'old_name',
        visibilityLevel: 'PUBLIC',
        targetCommit: 'a',
      },
    };
    const watchUnit = () =>
      watch(
        'query ($uuid: UUID!) { getUnit(uuid: $uuid) { uuid name visibilityLevel targetCommit } }',
        unit,
        {
          getUnit: unit,
        },
      );
    const newest = (shown: readonly Data[]) => shown.at(-1)!.getUnit;

    it('its name and who sees it are there at once, and what the instance answers is there at last', async () => {
      const shown = watchUnit();
      const wish = { name: 'new_name', visibilityLevel: 'PRIVATE', repoCommit: 'b' };
      const changed = await change(CHANGE, { uuid: 'u', unit: wish });
      expect(newest(shown)).toMatchObject({
        ...{ name: 'new_name', visibilityLevel: 'PRIVATE', targetCommit: 'a' },
      });
      const before = shown.length;
      await changed.answered({ updateUnit: { ...unit, ...wish, targetCommit: 'b' } });
      expect(newest(shown)).toMatchObject({ name: 'new_name', targetCommit: 'b' });
      for (const { getUnit } of shown.slice(before)) expect(getUnit).toMatchObject({ name: 'new_name' });
    });

    it('it is as before when the instance refuses, and the refusal is told', async () => {
      const shown = watchUnit();
      const changed = await change(CHANGE, { uuid: 'u', unit: { name: 'taken' } });
      expect(newest(shown)).toMatchObject({ name: 'taken', visibilityLevel: 'PUBLIC' });
      await changed.refused('the name is taken');
      expect(newest(shown)).toMatchObject({ name: 'old_name', visibilityLevel: 'PUBLIC' });
    });

    it('nothing is asked anew before the change is made, and lists are afterwards', async () => {
      const list = '{ getUnits(filters: {}) { count units { uuid name } } }';
      const shown = watch(list, {}, { getUnits: { __typename: 'UnitsResultType', count: 1, units: [unit] } });
      const changed = await change(CHANGE, { uuid: 'u', unit: { name: 'new_name' } });
      expect(shown.at(-1)).toMatchObject({ getUnits: { units: [{ name: 'new_name' }] } });
      expect(instance.asked.map(({ kind }) => kind)).toEqual(['mutation']);
      await changed.answered({ updateUnit: { ...unit, name: 'new_name' } });
      expect(instance.asked.map(({ kind }) => kind)).toEqual(['query']);
    });

    it('what the instance decides is waited for', async () => {
      const shown = watchUnit();
      const before = shown.length;
      const changed = await change(CHANGE, { uuid: 'u', unit: { repoCommit: 'b', name: null } });
      expect(shown).toHaveLength(before);
      await changed.answered({ updateUnit: { ...unit, targetCommit: 'b' } });
      expect(newest(shown)).toMatchObject({ name: 'old_name', targetCommit: 'b' });
    });
  });

  it('of a node: who sees it, who may write to it, how many links; not its pipe, whose editor goes with it', async () => {
    const node = {
      ...{ uuid: 'n', visibilityLevel: 'PUBLIC', isRewritableInput: false },
      ...{ maxConnections: 1, isDataPipeActive: true },
    };
    const parts = 'uuid visibilityLevel isRewritableInput maxConnections isDataPipeActive';
    const shown = watch(
      `{ getUnitNode(uuid: "n") { ${parts} } }`,
      {},
      { getUnitNode: { __typename: 'UnitNodeType', ...node } },
    );
    const changed = await change(
      `mutation ($unitNode: UnitNodeUpdateInput!) { updateUnitNode(uuid: "n", unitNode: $unitNode) { ${parts} } }`,
      { unitNode: { isRewritableInput: true, maxConnections: 7, isDataPipeActive: false } },
    );
    expect(shown.at(-1)).toEqual({ getUnitNode: { ...node, isRewritableInput: true, maxConnections: 7 } });
    await changed.refused('no');
    expect(shown.at(-1)).toEqual({ getUnitNode: node });
  });

  describe('of a dashboard', () => {
    const link = (uuid: string) => ({
      __typename: 'UnitNodeForPanelType',
      unitNode: { __typename: 'UnitNodeType', uuid },
    });
    const panel = (uuid: string, ...nodes: string[]) => ({
      ...{ __typename: 'DashboardPanelType', uuid, unitNodesForPanel: nodes.map(link) },
    });
    const watchBoard = () =>
      watch(
        '{ getDashboardPanels(uuid: "d") { panels { uuid unitNodesForPanel { unitNode { uuid } } } } }',
        {},
        {
          getDashboardPanels: {
            __typename: 'DashboardPanelsResultType',
            panels: [panel('p', 'a', 'b'), panel('q', 'a')],
          },
        },
      );
    const newest = (shown: readonly Data[]) => {
      const { panels } = shown.at(-1)!.getDashboardPanels as { panels: ReturnType<typeof panel>[] };
      return panels.map(({ uuid, unitNodesForPanel }) =>
        [uuid, ...unitNodesForPanel.map(({ unitNode }) => unitNode.uuid)].join(' '),
      );
    };
    const DELETE = 'mutation ($uuid: UUID!) { deletePanel(uuid: $uuid) { isNone } }';
    const UNLINK = 'mutation { deleteLink(unitNodeUuid: "a", dashboardPanelUuid: "p") { isNone } }';

    it.each([
      ['a panel', DELETE, { uuid: 'p' }, 'deletePanel', ['q a']],
      ['a node of a panel', UNLINK, {}, 'deleteLink', ['p b', 'q a']],
    ] as const)(
      '%s is gone at once, and the board is asked for anew',
      async (_what, deed, variables, name, left) => {
        const shown = watchBoard();
        const done = await change(deed, variables);
        expect(newest(shown)).toEqual(left);
        expect(instance.asked).toHaveLength(1);
        const before = shown.length;
        await done.answered({ [name]: none });
        for (let index = before; index < shown.length; index += 1)
          expect(newest(shown.slice(0, index + 1))).toEqual(left);
        expect(instance.asked.map(({ kind }) => kind)).toEqual(['query']);
      },
    );

    it.each([
      ['a panel', DELETE, { uuid: 'p' }],
      ['a node of a panel', UNLINK, {}],
    ] as const)('%s is there again when the instance refuses', async (_what, deed, variables) => {
      const shown = watchBoard();
      const done = await change(deed, variables);
      expect(newest(shown)).not.toEqual(['p a b', 'q a']);
      await done.refused('no');
      expect(newest(shown)).toEqual(['p a b', 'q a']);
    });
  });
});
