import { dryRunPipeline, noAccess, streamPipeData, type StreamDefinition } from '@unitfleet/contracts';
import { startGateway, userToken, type TestGateway } from './support/start-gateway';
import { FRACTION, NODE, WHOLE } from './support/views';

const MAX_BYTES = 5_000;
const DRY_RUN = `query run($uuid: UUID!, $messages: [DryRunMessageInput!], $lastMinutes: Int) {
  dryRunDataPipe(uuid: $uuid, document: "a: 1", messages: $messages, lastMinutes: $lastMinutes) {
    end
    steps {
      pipeline time payload stage reason
      stored { policy state size aggregationType startWindowDatetime endWindowDatetime }
    }
  }
}`;
const ROWS = `{ getPipeData(filters: { uuid: "${NODE}", type: N_RECORDS }) { count } }`;

const STEP = {
  pipeline: 'hourly',
  time: WHOLE,
  payload: null,
  stage: null,
  reason: null,
  stored: {
    policy: 'Aggregation',
    state: '21',
    size: null,
    aggregation_type: 'Max',
    start_window_datetime: WHOLE,
    end_window_datetime: FRACTION,
  },
};

describe('a dry run', () => {
  let gateway: TestGateway;
  beforeAll(async () => (gateway = await startGateway({ GRAPHQL_DRY_RUN_BYTES: String(MAX_BYTES) })));
  afterAll(() => gateway.close());

  const ask = (variables: object = { lastMinutes: 5 }) =>
    gateway.graphql.ask(DRY_RUN, { token: userToken, variables: { uuid: NODE, ...variables } });

  const answer = (steps: readonly object[], onEnd = (): void => undefined) =>
    gateway.fleet.onStream(dryRunPipeline, () => ({
      head: {},
      content: (async function* () {
        try {
          yield Buffer.from('{"steps":[');
          for (const [index, step] of steps.entries())
            yield Buffer.from(`${index > 0 ? ',' : ''}${JSON.stringify(step)}`);
          yield Buffer.from('],"end":"complete"}');
        } finally {
          onEnd();
        }
      })(),
    }));

  it('shows what each pipeline does, in the words of the schema', async () => {
    const dropped = {
      ...STEP,
      pipeline: null,
      payload: 'a',
      stage: 'Filters',
      reason: 'not_a_number',
      stored: null,
    };
    answer([dropped, STEP]);
    const { json } = await ask({ messages: [{ payload: 'a', time: WHOLE }] });
    expect(json).toEqual({
      data: {
        dryRunDataPipe: {
          end: 'complete',
          steps: [
            { ...dropped, stage: 'FILTERS' },
            {
              ...STEP,
              stored: {
                policy: 'AGGREGATION',
                state: '21',
                size: null,
                aggregationType: 'MAX',
                startWindowDatetime: WHOLE,
                endWindowDatetime: FRACTION,
              },
            },
          ],
        },
      },
    });
    expect(gateway.fleet.last(dryRunPipeline).request).toMatchObject({
      nodeUuid: NODE,
      messages: [{ payload: 'a', time: new Date(`${WHOLE}Z`) }],
    });
  });

  it('of more steps than an answer has is refused, with the way out, and goes on no further', async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    answer(Array(100).fill(STEP), () => end());
    const { json } = await ask();
    expect(json.errors[0].message).toMatch(
      /^422: 2: Validation Error: .*5000 bytes.*dry_run_data_pipe of REST/,
    );
    await ended;
  });

  it('is for whom its owner says', async () => {
    gateway.fleet.onStream(dryRunPipeline, () => {
      throw noAccess('not yours');
    });
    expect((await ask()).json.errors[0].message).toBe('403: 1: No Access: not yours');
  });
});

describe('a client that goes', () => {
  let gateway: TestGateway;
  beforeAll(async () => (gateway = await startGateway()));
  afterAll(() => gateway.close());

  it.each<[string, StreamDefinition, object, string]>([
    ['a dry run', dryRunPipeline, {}, DRY_RUN],
    ['rows without a limit', streamPipeData, { count: 1, size: 1_000_000 }, ROWS],
  ])('ends %s', async (_, stream, head, query) => {
    let [begin, end] = [(): void => undefined, (): void => undefined];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const ended = new Promise<void>((resolve) => (end = resolve));
    gateway.fleet.onStream(stream, () => ({
      head,
      content: (async function* () {
        try {
          // Until nobody listens any more.
          for (;;) {
            yield Buffer.from(' ');
            begin();
            await new Promise((resolve) => setImmediate(resolve));
          }
        } finally {
          end();
        }
      })(),
    }));
    await gateway.fleetSettled();
    const client = new AbortController();
    const answer = fetch(gateway.graphql.url, {
      method: 'POST',
      headers: { 'x-auth-token': userToken, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { uuid: NODE, lastMinutes: 5 } }),
      signal: client.signal,
    });
    const refused = expect(answer).rejects.toThrow();
    await begun;
    client.abort();
    await refused;
    await ended;
  });
});
