import { type Answer, InteropDevice } from './interop-device';

const API = '/pepeunit/api/v1';

/** A device whose library brings a whole HTTP client; redirects are followed by none. */
export abstract class FetchingDevice extends InteropDevice {
  async get(path: string): Promise<Answer> {
    return this.ask(path, { headers: this.headers() });
  }

  async post(path: string, body: unknown): Promise<Answer> {
    const headers = { ...this.headers(), 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async ask(path: string, request: RequestInit): Promise<Answer> {
    const answer = await fetch(`${this.place.origin}${API}${path}`, { ...request, redirect: 'error' });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
  }
}
