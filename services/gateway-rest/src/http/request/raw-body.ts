import { RequestError } from './request-error';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** A body as it came. It is read only where an endpoint asks for one: others ignore what is sent to them. */
export class RawBody {
  constructor(
    private readonly contentType: string | undefined,
    private readonly bytes: Buffer,
  ) {}

  /** @throws RequestError for what is not JSON; undefined for an empty body. */
  json(): unknown {
    const text = this.bytes.toString('utf8');
    if (text === '') return undefined;
    if (this.contentType && !JSON_TYPE.test(this.contentType)) return text;
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
      throw RequestError.of('json_invalid', ['body', position], 'JSON decode error', {});
    }
  }
}
