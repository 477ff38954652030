import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { GRAPHQL_CASES } from '../src/graphql/cases';
import { type GraphqlCase, NO_ACCESS, type Variables } from '../src/graphql/graphql-case';
import { documentOf, readSchema, rootFields } from '../src/graphql/schema';
import { type Agent, World } from '../src/world/world';

describe('the GraphQL interface', () => {
  const fields = rootFields(readSchema());
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('has a row in the table for every query and mutation, and serves every row', () => {
    const rows = GRAPHQL_CASES.map(({ operation }) => operation);
    expect(rows.sort()).toEqual(fields.map(({ field }) => field.name).sort());
  });

  it('serves the documented schema, bundled as it is', async () => {
    const { data } = await world.graphql('anonymous').call(getIntrospectionQuery());
    const served = buildClientSchema(data as IntrospectionQuery);
    expect(printSchema(lexicographicSortSchema(served))).toBe(
      printSchema(lexicographicSortSchema(readSchema())),
    );
  });

  const ask = (row: GraphqlCase, agent: Agent, variables: Variables) => {
    const root = fields.find(({ field }) => field.name === row.operation)!;
    return world.graphql(agent).call(documentOf(root), variables);
  };

  const expectRefusal = async (row: GraphqlCase, agent: Agent, variables: Variables, message: string) => {
    const answer = await ask(row, agent, variables);
    expect(answer.status).toBe(200);
    // Of the one root field that may be null, the error leaves the rest of the data.
    expect(answer.data?.[row.operation] ?? null).toBeNull();
    expect(answer.errors[0]!.message.startsWith(message) ? message : answer.errors[0]!.message).toBe(message);
  };

  describe.each(GRAPHQL_CASES.map((row) => [row.operation, row] as const))('%s', (operation, row) => {
    let good: Variables;

    beforeAll(async () => {
      good = (await row.variables?.(world)) ?? {};
    });

    for (const agent of row.refuses) {
      it(`refuses ${agent}`, () => expectRefusal(row, agent, good, NO_ACCESS));
    }

    for (const { name, change, message } of row.bad) {
      it(`refuses ${name}`, async () => {
        const changed = typeof change === 'function' ? await change(world) : change;
        await expectRefusal(row, row.as, { ...good, ...changed }, message);
      });
    }

    it.each([row.as, ...(row.admits ?? [])])('answers %s', async (agent) => {
      if (row.message !== undefined) return expectRefusal(row, agent, good, row.message);
      const answer = await ask(row, agent, good);
      expect({ status: answer.status, errors: answer.errors }).toEqual({ status: 200, errors: [] });
      if (agent === row.as) row.verify?.(answer.data[operation], world);
    });
  });
});
