export interface GraphqlRequest {
  readonly token?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Content of files, by the path of their place: `variables.file`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

const formOf = (operations: unknown, files: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  const paths = Object.keys(files);
  form.append('operations', JSON.stringify(operations));
  form.append('map', JSON.stringify(Object.fromEntries(paths.map((path, index) => [index + 1, [path]]))));
  paths.forEach((path, index) => form.append(String(index + 1), new Blob([files[path]!]), 'upload.txt'));
  return form;
};

/** Asks the gateway as the stock frontend does, and takes any answer as it comes. */
export class GraphqlClient {
  /** `settled`: awaited before each request, so that what the test has just arranged is in force. */
  constructor(
    readonly url: string,
    private readonly settled: () => Promise<void>,
  ) {}

  /** An operation by POST: multipart when it has files, else JSON. */
  async ask(query: string, { token, variables = {}, operationName, files, headers }: GraphqlRequest = {}) {
    const places = Object.fromEntries(
      Object.keys(files ?? {}).map((path) => [path.replace(/^variables\./, ''), null]),
    );
    const operations = { operationName, variables: { ...variables, ...places }, query };
    return this.raw('POST', {
      body: files ? formOf(operations, files) : JSON.stringify(operations),
      headers: {
        ...(files ? {} : { 'content-type': 'application/json' }),
        ...(token !== undefined && { 'x-auth-token': token }),
        ...headers,
      },
    });
  }

  async raw(method: string, { query, body, headers }: RawRequest = {}) {
    const url = new URL(this.url);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    await this.settled();
    const response = await fetch(url, { method, body, headers, redirect: 'manual' });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
    const json: any = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }
}
