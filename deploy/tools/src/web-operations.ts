import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { buildSchema, isObjectType, parse, type GraphQLSchema } from 'graphql';
import type { GeneratedFile } from './generated-file';
import { WORKSPACE } from './workspace';

const APP_FOLDER = 'services/web/app';
const SUFFIX = '.graphql';
const HEADER = '// Written by `npm run gen` from the GraphQL schema.\n';

const TYPES = {
  scalars: { UUID: 'string', DateTime: 'string', Upload: 'File' },
  strictScalars: true,
  enumsAsTypes: true,
  skipTypename: true,
  useTypeImports: true,
};

/** Small in the bundle: texts, which the client reads once, instead of syntax trees. */
const DOCUMENTS = { documentMode: 'graphQLTag', gqlImport: '@urql/core#gql', useTypeImports: true };

/** Types and typed documents of one file of operations, beside it. */
const operationsFile = async (schema: GraphQLSchema, path: string): Promise<GeneratedFile> => {
  const target = `${path.slice(0, -SUFFIX.length)}.generated.ts`;
  const document = parse(readFileSync(join(WORKSPACE, path), 'utf8'));
  const content = await codegen({
    filename: target,
    schema: undefined as never,
    schemaAst: schema,
    documents: [{ location: path, document }],
    config: {},
    plugins: [{ operationTypes: TYPES }, { documentNode: DOCUMENTS }],
    pluginMap: { operationTypes, documentNode },
  });
  return { path: target, content: HEADER + content };
};

/** Which types the client's cache knows by their uuid, and which are parts of others. */
const cacheKeysFile = (schema: GraphQLSchema): GeneratedFile => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.includes(type));
  const hasUuid = (type: (typeof types)[number]) => type.getFields()['uuid'] !== undefined;
  const list = (name: string, of: typeof types) =>
    `export const ${name} = ${JSON.stringify(of.map((type) => type.name).sort())};`;
  const content = [
    HEADER,
    '/** Types whose objects are known by their uuid. */',
    list('ENTITY_TYPES', types.filter(hasUuid)),
    '',
    '/** Types whose values are parts of what they are in. */',
    list(
      'VALUE_TYPES',
      types.filter((type) => !hasUuid(type)),
    ),
  ];
  return { path: `${APP_FOLDER}/api/cache-keys.generated.ts`, content: content.join('\n') };
};

/**
 * What the web interface is given of the GraphQL schema.
 *
 * @param schemaDocument the schema in SDL
 * @throws Error for an operation that does not fit the schema
 */
export const webFiles = async (schemaDocument: string): Promise<GeneratedFile[]> => {
  const schema = buildSchema(schemaDocument);
  const paths = readdirSync(join(WORKSPACE, APP_FOLDER), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(SUFFIX))
    .sort()
    .map((path) => join(APP_FOLDER, path));
  const operations = await Promise.all(paths.map((path) => operationsFile(schema, path)));
  return [cacheKeysFile(schema), ...operations];
};
