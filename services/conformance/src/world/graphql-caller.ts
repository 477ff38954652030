/** What came back, whatever it was. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly path?: readonly unknown[] }[];
}

/** A file among the variables of an operation (the GraphQL multipart request). */
export class UploadedFile {
  constructor(readonly content: string) {}
}

/** The GraphQL interface as its callers see it; answers of any kind are values. */
export class GraphqlCaller {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  async call(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphqlAnswer> {
    const headers: Record<string, string> = this.token ? { 'x-auth-token': this.token } : {};
    const files = Object.entries(variables).filter(([, value]) => value instanceof UploadedFile);
    const body =
      files.length > 0
        ? multipart(query, variables, files as [string, UploadedFile][])
        : JSON.stringify({ query, variables });
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const response = await fetch(this.url, { method: 'POST', headers, body });
    const text = await response.text();
    const answer = parse(text);
    return { status: response.status, text, data: answer.data ?? null, errors: answer.errors ?? [] };
  }
}

const multipart = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  files: readonly [string, UploadedFile][],
): FormData => {
  const body = new FormData();
  const withoutFiles = { ...variables, ...Object.fromEntries(files.map(([name]) => [name, null])) };
  body.append('operations', JSON.stringify({ query, variables: withoutFiles }));
  const map = files.map(([name], index) => [String(index + 1), [`variables.${name}`]]);
  body.append('map', JSON.stringify(Object.fromEntries(map)));
  files.forEach(([, file], index) => body.append(String(index + 1), new Blob([file.content]), 'upload'));
  return body;
};

const parse = (text: string): { data?: unknown; errors?: GraphqlAnswer['errors'] } => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};
