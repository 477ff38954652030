import type { AddressInfo, Server } from 'node:net';

/** Listens, or rejects with a sentence that says which port is wrong and who wants it. */
export function listen(server: Server, host: string, port: number, purpose: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.message})`;
      reject(new Error(`port ${port} on ${host} ${why}; it is needed by ${purpose}`));
    };
    server.once('error', failed);
    server.listen(port, host, 1024, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
