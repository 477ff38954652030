import { RequestError } from './request-error';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** No body of the interface is deeper than two; what reads them goes down by recursion, and a stack ends. */
const MAX_DEPTH = 100;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1)));

const notJson = (position: number): RequestError =>
  RequestError.of('json_invalid', ['body', position], 'JSON decode error', {});

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
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw notJson(Number(/position (\d+)/.exec(String(error))?.[1] ?? 0));
    }
    if (isDeeperThan(value, MAX_DEPTH)) throw notJson(0);
    return value;
  }
}
