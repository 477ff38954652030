import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema as parseSchema,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { loadSettings } from '@unitfleet/config';
import { Documents } from '../src/graphql/limits/documents';
import { buildSchema } from '../src/schema-document';
import { gatewayGraphqlSettings } from '../src/settings';
import * as dashboards from './documents/dashboards';
import * as permissions from './documents/permissions';
import * as pipeData from './documents/pipe-data';
import * as repos from './documents/repos';
import * as registries from './documents/repository-registry';
import * as unitNodes from './documents/unit-nodes';
import * as units from './documents/units';
import * as users from './documents/users';
import { operationName } from './support/operation-case';

const contract = readFileSync(join(__dirname, '../../../docs/protocol/rest-graphql.md'), 'utf8');

/** The names that 3.5 lists: a table of those that are called, and a line of those that are not. */
const listedOperations = (): string[] => {
  const section = contract.slice(contract.indexOf('### 3.5'), contract.indexOf('Frontend dependencies'));
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Area'));
  const [, uncalled = ''] = /Shipped but never called: (.*?)\. REST/.exec(section) ?? [];
  const names = [...rows.map((row) => row.split('|')[2]!.replace(/\([^)]*\)/g, '')), uncalled];
  return names.flatMap((text) => [...text.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
};

const all = [users, registries, repos, units, unitNodes, pipeData, permissions, dashboards].flatMap((area) =>
  Object.values(area as Record<string, string>).filter((text) => /^\s*(?:query|mutation)\b/.test(text)),
);
const documents = all.map((text): [string, string] => [operationName(text), text]);

const selectionsWithoutTypename = (document: DocumentNode): number => {
  let count = 0;
  visit(document, {
    Field: ({ selectionSet }) => {
      const names = selectionSet?.selections.map((one) => one.kind === Kind.FIELD && one.name.value);
      if (names && !names.includes('__typename')) count += 1;
    },
  });
  return count;
};

describe('the documents of the stock frontend', () => {
  const prepared = new Documents(
    loadSettings(gatewayGraphqlSettings, { PU_DOMAIN: 'localhost', PU_SECRET_KEY: 'unused-unused-unused' }),
  );
  let theirs: GraphQLSchema;

  beforeAll(async () => {
    theirs = parseSchema(/```graphql\n([\s\S]*?)```/.exec(contract.slice(contract.indexOf('### 3.2')))![1]!);
    prepared.open(await buildSchema());
  });

  it('are all there', () => {
    const listed = listedOperations();
    expect(listed).toHaveLength(70);
    expect(documents.map(([name]) => name).sort()).toEqual(listed.sort());
  });

  it.each(documents)(
    '%s is valid for the protocol, as Apollo sends it, and within the limits',
    (name, text) => {
      const document = parse(text);
      expect(validate(theirs, document)).toEqual([]);
      expect(selectionsWithoutTypename(document)).toBe(0);
      const query = prepared.prepare(text);
      expect(query.errors).toBeNull();
      if (!query.errors) expect(prepared.checkCost(query.plan, name, {})).toBeNull();
    },
  );
});
