import { Agent, request } from 'undici';

/** Devices of one process that fetch something at the same time; the others wait, as on a slow line. */
const SIDE_BY_SIDE = 8;
const TIMEOUT_MS = 60_000;

/** REST as devices use it (`docs/protocol/device.md 7.1`). */
export class DeviceApi {
  private readonly agent = new Agent({ connections: SIDE_BY_SIDE, headersTimeout: TIMEOUT_MS });

  /** @param baseUrl ends in `/api/v1` */
  constructor(private readonly baseUrl: string) {}

  /** @throws Error when the answer is no success */
  get(path: string, token: string): Promise<Buffer> {
    return this.fetch(`${this.baseUrl}${path}`, { accept: 'application/json', 'x-auth-token': token });
  }

  /** A file elsewhere, fetched without credentials. @throws Error when the answer is no success */
  download(url: string): Promise<Buffer> {
    return this.fetch(url, {});
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async fetch(url: string, headers: Record<string, string>): Promise<Buffer> {
    const { statusCode, body } = await request(url, { headers, dispatcher: this.agent });
    const bytes = Buffer.from(await body.arrayBuffer());
    if (statusCode >= 300) throw new Error(`the platform answered ${statusCode}`);
    return bytes;
  }
}
