import { request } from 'node:http';

const PATIENCE_MS = 700;

/** Whether a Docker engine answers here and has all `images`; false at once where there is none. Never downloads. */
export async function dockerHas(images: readonly string[]): Promise<boolean> {
  if (process.platform === 'win32') return false;
  if (!(await answersOk('/_ping'))) return false;
  const present = await Promise.all(
    images.map((image) => answersOk(`/images/${encodeURIComponent(image)}/json`)),
  );
  return present.every(Boolean);
}

function answersOk(path: string): Promise<boolean> {
  const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  // A remote engine maps its ports elsewhere: only the one of this machine counts.
  if (!host.startsWith('unix://')) return Promise.resolve(false);
  return new Promise((resolve) => {
    const call = request(
      { socketPath: host.slice('unix://'.length), path, timeout: PATIENCE_MS },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.end();
  });
}
