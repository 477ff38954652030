export interface RestRequest {
  readonly token?: string;
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: { readonly content: string | FormData; readonly type?: string };
  readonly headers?: Record<string, string>;
}

/** Asks the gateway and takes any answer as it comes. */
export class RestClient {
  /** `settled`: awaited before each request, so that what the test has just arranged is in force. */
  constructor(
    private readonly base: string,
    private readonly settled: () => Promise<void>,
  ) {}

  async call(method: string, path: string, { token, json, raw, headers = {} }: RestRequest = {}) {
    const sent: Record<string, string> = { ...headers };
    if (token !== undefined) sent['x-auth-token'] = token;
    if (json !== undefined) sent['content-type'] = 'application/json';
    if (raw?.type) sent['content-type'] = raw.type;
    const body = json === undefined ? raw?.content : JSON.stringify(json);
    await this.settled();
    const response = await fetch(`${this.base}${path}`, { method, headers: sent, body, redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson =
      text !== '' && (response.headers.get('content-type')?.startsWith('application/json') ?? false);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
    const answer: any = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, bytes, text, json: answer };
  }
}
