import type { EmbeddedEngineName } from '@unitfleet/local';

interface Container {
  image: string;
  port: number;
  command?: string[];
  environment?: Record<string, string>;
  ready: string;
  /** Without the port: where a client connects. */
  url: (address: string) => string;
}

/** Images of the engines as production runs them. */
const CONTAINERS: Record<EmbeddedEngineName, Container> = {
  postgres: {
    image: 'postgres:17-alpine',
    port: 5432,
    environment: { POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_DB: 'unitfleet' },
    command: ['postgres', '-c', 'fsync=off', '-c', 'max_connections=300'],
    ready: 'listening on IPv4 address',
    url: (address) => `postgres://postgres@${address}/unitfleet`,
  },
  clickhouse: {
    image: 'clickhouse/clickhouse-server:25.8-alpine',
    port: 8123,
    environment: { CLICKHOUSE_SKIP_USER_SETUP: '1' },
    ready: '',
    url: (address) => `http://${address}`,
  },
  nats: {
    image: 'nats:2.11-alpine',
    port: 4222,
    command: ['-js', '--store_dir', '/data'],
    ready: 'Server is ready',
    url: (address) => `nats://${address}`,
  },
  redis: {
    image: 'redis:7-alpine',
    port: 6379,
    ready: 'Ready to accept connections',
    url: (address) => `redis://${address}`,
  },
};

export function imagesOf(engines: readonly EmbeddedEngineName[]): string[] {
  return engines.map((engine) => CONTAINERS[engine].image);
}

/** Starts one engine in a container, which testcontainers removes when this process is gone. */
export async function startContainer(
  engine: EmbeddedEngineName,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const { image, port, command, environment, ready, url } = CONTAINERS[engine];
  const wait = ready ? Wait.forLogMessage(new RegExp(ready)) : Wait.forHttp('/ping', port);
  let definition = new GenericContainer(image).withExposedPorts(port).withWaitStrategy(wait);
  if (command) definition = definition.withCommand(command);
  if (environment) definition = definition.withEnvironment(environment);
  const container = await definition.start();
  return {
    url: url(`${container.getHost()}:${container.getMappedPort(port)}`),
    stop: async () => void (await container.stop()),
  };
}
