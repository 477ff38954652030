/** An answer, as it came. */
export interface RestAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The parsed JSON; undefined when the answer is none. */
  readonly body: Body;
}

export interface RestRequest {
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  /** Sent as it is, with this content type. */
  readonly raw?: { readonly content: string; readonly type: string };
  /** A multipart upload of one file. */
  readonly file?: { readonly field: string; readonly content: string; readonly name?: string };
}

/** The REST interface as its callers see it; answers of any status are values. */
export class RestCaller {
  constructor(
    readonly baseUrl: string,
    private readonly token?: string,
  ) {}

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  async call<Body = any>(method: string, path: string, request: RestRequest = {}): Promise<RestAnswer<Body>> {
    const url = new URL(`${this.baseUrl}${path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      for (const one of [value].flat()) url.searchParams.append(name, one as string);
    }
    const response = await fetch(url, { method, ...this.content(request), redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    return { status: response.status, headers: response.headers, bytes, text, body: parse(text) as Body };
  }

  /** The body of a successful answer. @throws with the answer's text otherwise. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  async ok<Body = any>(method: string, path: string, request: RestRequest = {}): Promise<Body> {
    const answer = await this.call<Body>(method, path, request);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  private content(request: RestRequest): { headers: Record<string, string>; body?: string | FormData } {
    const headers: Record<string, string> = this.token ? { 'x-auth-token': this.token } : {};
    if (request.file) {
      const body = new FormData();
      body.append(request.file.field, new Blob([request.file.content]), request.file.name ?? 'upload');
      return { headers, body };
    }
    if (request.raw)
      return { headers: { ...headers, 'content-type': request.raw.type }, body: request.raw.content };
    if (request.json === undefined) return { headers };
    return {
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(request.json),
    };
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
