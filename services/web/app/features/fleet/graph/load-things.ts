import type { Client, DocumentInput } from '@urql/core';
import {
  GraphEdgesDocument,
  GraphNodesDocument,
  GraphRegistriesDocument,
  GraphReposDocument,
  GraphUnitsDocument,
  type GraphUnitsQuery,
} from './graph.generated';
import type { Flow, Thing } from './thing';

const PAGE = 500;
const AT_ONCE = 3;

/** How much of what there is has come. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}

export interface ThingReceiver {
  readonly things: (things: readonly Thing[]) => void;
  readonly flows: (flows: readonly Flow[]) => void;
  readonly progress: (progress: LoadProgress) => void;
}

interface Page<Row> {
  readonly count: number;
  readonly rows: readonly Row[];
}

/** The last part of `https://git.test/owner/name.git`. */
const nameOfUrl = (url: string): string =>
  url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .at(-1) || url;

export const unitThing = ({
  uuid,
  name,
  repoUuid,
  ...unit
}: GraphUnitsQuery['getUnits']['units'][number]): Thing => ({
  uuid,
  kind: 'unit',
  name,
  parent: repoUuid,
  unit,
});

/** Reads lists page by page, oldest first, so that what is made meanwhile moves no page. */
export class ThingLoader {
  private loaded = 0;
  private readonly totals = new Map<unknown, number>();

  constructor(
    private readonly client: Client,
    private readonly receiver: ThingReceiver,
    private readonly isOver: () => boolean,
  ) {}

  /** @throws CombinedError what the instance answers. */
  async run(): Promise<void> {
    const { things, flows } = this.receiver;
    const oldest = { orderByCreateDate: 'asc', orderByLastUpdate: null } as const;
    await this.each(GraphRegistriesDocument, oldest, ({ getRepositoriesRegistry: list }) =>
      this.take(list.count, list.repositoriesRegistry, (rows) =>
        things(
          rows.map(({ uuid, repositoryUrl }) => ({
            uuid,
            kind: 'registry',
            name: nameOfUrl(repositoryUrl),
            parent: null,
          })),
        ),
      ),
    );
    await this.each(GraphReposDocument, oldest, ({ getRepos: list }) =>
      this.take(list.count, list.repos, (rows) =>
        things(
          rows.map(({ uuid, name, repositoryRegistryUuid: parent }) => ({
            uuid,
            kind: 'repo',
            name,
            parent,
          })),
        ),
      ),
    );
    await this.each(GraphUnitsDocument, { ...oldest, orderByUnitName: null }, ({ getUnits: list }) =>
      this.take(list.count, list.units, (rows) => things(rows.map(unitThing))),
    );
    await this.each(GraphNodesDocument, { orderByCreateDate: 'asc' }, ({ getUnitNodes: list }) =>
      this.take(list.count, list.unitNodes, (rows) =>
        things(
          rows.map(({ uuid, topicName: name, type: direction, unitUuid: parent }) => ({
            uuid,
            kind: 'node',
            name,
            parent,
            direction,
          })),
        ),
      ),
    );
    await this.each(GraphEdgesDocument, {}, ({ getUnitNodeEdges: list }) =>
      this.take(list.count, list.unitNodeEdges, (rows) =>
        flows(rows.map(({ uuid, nodeOutputUuid: from, nodeInputUuid: to }) => ({ uuid, from, to }))),
      ),
    );
  }

  private take<Row>(count: number, rows: readonly Row[], tell: (rows: readonly Row[]) => void): Page<Row> {
    tell(rows);
    return { count, rows };
  }

  /** The first page tells how many there are; the others are asked for a few at a time. */
  private async each<Data, Filters extends object>(
    document: DocumentInput<Data, { filters: Filters }>,
    filters: NoInfer<Filters>,
    read: (data: Data) => Page<unknown>,
  ): Promise<void> {
    let next = 0;
    const ask = async (): Promise<void> => {
      const offset = next;
      next += PAGE;
      const variables = { filters: { ...filters, limit: PAGE, offset } };
      const { data, error } = await this.client.query(document, variables, { requestPolicy: 'network-only' });
      if (this.isOver()) return;
      if (!data) throw error;
      const { count, rows } = read(data);
      this.loaded += rows.length;
      this.totals.set(document, count);
      const total = [...this.totals.values()].reduce((sum, one) => sum + one, 0);
      this.receiver.progress({ loaded: this.loaded, total });
    };
    const askOn = async (): Promise<void> => {
      while (next < (this.totals.get(document) ?? 0) && !this.isOver()) await ask();
    };
    await ask();
    await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  }
}
