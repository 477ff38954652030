import autocannon from 'autocannon';

/** One request that is asked again and again. */
export interface LoadedRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadResult extends Latencies {
  readonly perSecond: number;
}

const WARM_UP = 20;
const round = (ms: number): number => Number(ms.toFixed(2));

/**
 * The answer to a request: nothing changes while it is measured, so every other answer must be the same.
 *
 * @throws when it is not what was asked for; GraphQL says so with status 200.
 */
export const answerOf = async ({ url, ...init }: LoadedRequest): Promise<string> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok || text.includes('"errors"'))
    throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
};

/** One after another: how long somebody waits who is alone. @throws when an answer is not the expected one */
export const alone = async (request: LoadedRequest, expected: string, times: number): Promise<Latencies> => {
  const taken: number[] = [];
  for (let index = -WARM_UP; index < times; index += 1) {
    const begun = performance.now();
    const text = await answerOf(request);
    if (text !== expected) throw new Error(`${request.url} answered differently: ${text}`);
    if (index >= 0) taken.push(performance.now() - begun);
  }
  taken.sort((one, other) => one - other);
  const at = (share: number): number =>
    round(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))]!);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
};

/** Many clients at once for some seconds. @throws when any answer failed, or is not the expected one */
export const crowd = async (
  request: LoadedRequest,
  expected: string,
  clients: number,
  seconds: number,
): Promise<LoadResult> => {
  const result = await autocannon({
    ...request,
    connections: clients,
    duration: seconds,
    expectBody: expected,
  });
  const { non2xx, errors, timeouts, mismatches } = result;
  if (non2xx + errors + timeouts + mismatches > 0 || result.requests.total === 0)
    throw new Error(
      `${request.url}: of ${result.requests.total} answers ${non2xx} refused, ${errors} failed, ${timeouts} late, ` +
        `${mismatches} others than expected`,
    );
  return {
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
};
