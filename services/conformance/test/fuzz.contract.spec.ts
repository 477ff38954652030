import fc from 'fast-check';
import { GraphqlRequests } from '../src/fuzz/graphql-requests';
import { RestRequests } from '../src/fuzz/rest-requests';
import { readSchema, rootFields } from '../src/graphql/schema';
import { ApiDocument } from '../src/rest/api-document';
import { send } from '../src/rest/send';
import { World } from '../src/world/world';

const { FUZZ_RUNS, FUZZ_SEED } = process.env;
/** Requests per face. The short form repeats the same ones; `npm run fuzz` looks for new ones and names its seed. */
const RUNS = Number(FUZZ_RUNS ?? 500);
const SEED = FUZZ_SEED === undefined ? (FUZZ_RUNS === undefined ? 1 : undefined) : Number(FUZZ_SEED);
const TIMEOUT_MS = 60_000 + RUNS * 100;

const FORM_ERRORS = [400, 413, 414, 431];

describe('whatever comes in', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ PU_FF_DATAPIPE_ENABLE: 'true' });
  });

  afterAll(async () => {
    await world?.stop();
  });

  const options = { numRuns: RUNS, seed: SEED, endOnFailure: FUZZ_RUNS === undefined };

  it(
    'REST answers as documented, never with a failure of its own',
    async () => {
      const document = new ApiDocument();
      const requests = new RestRequests(document.schemas, world.things);
      const any = fc.oneof(...document.routes.map((route) => requests.of(route)));
      await fc.assert(
        fc.asyncProperty(any, async ({ agent, endpoint, request }) => {
          const answer = await send(world, agent, endpoint, request);
          const route = document.routes.find((known) => known.endpoint === endpoint)!;
          expect([...route.statuses.filter((status) => status < 500), ...FORM_ERRORS, 404, 405]).toContain(
            answer.status,
          );
          expect(document.problemWith(endpoint, answer.status, answer.body)).toBeNull();
        }),
        options,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'GraphQL answers with data or errors, never with a failure of its own',
    async () => {
      const requests = new GraphqlRequests(world.things);
      const operations = rootFields(readSchema()).map((root) => requests.of(root));
      const any = fc.oneof(
        { weight: 9, arbitrary: fc.oneof(...operations) },
        { weight: 1, arbitrary: requests.nonsense() },
      );
      await fc.assert(
        fc.asyncProperty(any, async ({ agent, document, variables }) => {
          const answer = await world.graphql(agent).call(document, variables);
          expect([200, ...FORM_ERRORS]).toContain(answer.status);
          if (answer.status !== 200) return;
          expect(answer.data !== null || answer.errors.length > 0).toBe(true);
          for (const { message } of answer.errors) expect(message).not.toMatch(/^5\d\d: /);
        }),
        options,
      );
    },
    TIMEOUT_MS,
  );
});
