import { EngineStartError } from './engine-error';
import { assertPortFree, freePort } from './ports';

const ATTEMPTS = 3;

/**
 * Runs `start` on the wanted port, or on free ones until a start succeeds: between picking a free port and binding it
 * another program may have taken it.
 */
export async function withPort<T>(
  wanted: number | undefined,
  neededBy: string,
  setting: string | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (wanted !== undefined) {
    await assertPortFree(wanted, neededBy, setting);
    return start(wanted);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      const collision = error instanceof EngineStartError && /address already in use/i.test(error.message);
      if (!collision || attempt === ATTEMPTS) throw error;
    }
  }
}
