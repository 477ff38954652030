import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as contracts from '@unitfleet/contracts';
import type { OperationDefinition, StreamDefinition } from '@unitfleet/contracts';
import { asyncApiDocument } from './asyncapi';
import { fixtureFiles } from './event-fixtures';
import { eventIndexFiles, readEventFolder } from './event-folder';
import { settle, type GeneratedFile } from './generated-file';
import { webFiles } from './web-operations';
import { WORKSPACE } from './workspace';

const USAGE = `usage: npm run gen [-- --check]

Writes what is made from code: the catalogue of events, a fixture for each event version that has none yet,
docs/api/asyncapi.json, docs/api/openapi.json, docs/api/schema.graphql, and the types of the web interface's operations. With
--check nothing is written; anything stale is an error.
`;

type Question = OperationDefinition | StreamDefinition;

const isQuestion = (value: unknown): value is Question =>
  typeof value === 'object' && value !== null && 'request' in value && 'deadlineMs' in value;

const nameOf = ({ service, name }: Question): string => `${service}.${name}`;

const questions = (): Question[] =>
  (Object.values(contracts) as unknown[])
    .filter(isQuestion)
    .sort((left, right) => nameOf(left).localeCompare(nameOf(right), 'en'));

const packageVersion = (): string => {
  const text = readFileSync(join(WORKSPACE, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** A gateway describes itself; a tool may not import a service, so it is loaded by its place. */
const load = <Module>(path: string): Module | null => {
  const module = join(WORKSPACE, path);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- resolved at run time on purpose
  return existsSync(module) ? (require(module) as Module) : null;
};

const openApiFiles = async (): Promise<GeneratedFile[]> => {
  const gateway = load<{ buildOpenApiDocument(): unknown }>('services/gateway-rest/src/openapi.ts');
  if (!gateway) return [];
  return [{ path: 'docs/api/openapi.json', content: JSON.stringify(await gateway.buildOpenApiDocument()) }];
};

const schemaFiles = async (): Promise<GeneratedFile[]> => {
  const gateway = load<{ buildSchemaDocument(): Promise<string> }>(
    'services/gateway-graphql/src/schema-document.ts',
  );
  if (!gateway) return [];
  const schema = await gateway.buildSchemaDocument();
  return [{ path: 'docs/api/schema.graphql', content: schema }, ...(await webFiles(schema))];
};

/** Runs the generator; answers the exit code. */
export const runGenerate = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const eventFiles = readEventFolder();
  const events = eventFiles.map(({ event }) => event);
  const asyncApi = asyncApiDocument(packageVersion(), events, questions());
  const files: GeneratedFile[] = [
    ...eventIndexFiles(eventFiles),
    ...fixtureFiles(events),
    { path: 'docs/api/asyncapi.json', content: JSON.stringify(asyncApi) },
    ...(await openApiFiles()),
    ...(await schemaFiles()),
  ];
  const stale = await settle(WORKSPACE, files, values.check ?? false);
  if (stale.length === 0) process.stdout.write('Everything generated is up to date.\n');
  else if (values.check) process.stderr.write(`Stale, run \`npm run gen\`:\n  ${stale.join('\n  ')}\n`);
  else process.stdout.write(`Written:\n  ${stale.join('\n  ')}\n`);
  return values.check && stale.length > 0 ? 1 : 0;
};
