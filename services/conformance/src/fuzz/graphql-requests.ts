import fc from 'fast-check';
import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { documentOf, type RootField } from '../graphql/schema';
import { UploadedFile } from '../world/graphql-caller';
import type { Agent, Things } from '../world/world';
import { hostileText, hostileValue, seldomHostile } from './hostile';
import { uuidsOf } from './uuids';

export interface FuzzedDocument {
  readonly agent: Agent;
  readonly document: string;
  readonly variables: Record<string, unknown>;
}

const ANYBODY: readonly Agent[] = ['anonymous', 'admin', 'maker', 'guest', 'stranger', 'unit', 'garbage'];

const agentsFor = (operation: string): readonly Agent[] => {
  if (operation === 'updateUser' || operation === 'logout') return ['leaver', 'anonymous'];
  if (operation.startsWith('delete')) return ['stranger', 'anonymous', 'foreignUnit', 'garbage'];
  return ANYBODY;
};

/** Operations of every root field with variables that fit, nearly fit, and do not; and documents that are none. */
export class GraphqlRequests {
  private readonly uuids: fc.Arbitrary<string>;

  constructor(things: Things) {
    this.uuids = uuidsOf(things);
  }

  of(root: RootField): fc.Arbitrary<FuzzedDocument> {
    const variables = Object.fromEntries(root.field.args.map(({ name, type }) => [name, this.value(type)]));
    return fc.record({
      agent: fc.constantFrom(...agentsFor(root.field.name)),
      document: fc.constant(documentOf(root)),
      variables: fc.record(variables, { requiredKeys: [] }),
    });
  }

  /** Texts that are no operation of this schema, or no document at all. */
  nonsense(): fc.Arbitrary<FuzzedDocument> {
    const nested = fc.integer({ min: 1, max: 3_000 }).map((depth) => '{a'.repeat(depth) + '}'.repeat(depth));
    const aliases = fc
      .integer({ min: 1, max: 3_000 })
      .map(
        (count) =>
          `{${Array.from({ length: count }, (_, index) => ` a${index}: getBaseMetrics {unitCount}`).join('')}}`,
      );
    return fc.record({
      agent: fc.constantFrom(...ANYBODY),
      document: fc.oneof(
        hostileText,
        nested,
        aliases,
        fc.constantFrom(
          '{ ...F } fragment F on Query { ...F }',
          'query A { __typename } query B { __typename }',
          'subscription { nothing }',
          '{ getUnits(filters: {limit: 99999999999999999999}) { count } }',
          'query ($x: Nothing!) { __typename }',
        ),
      ),
      variables: fc.dictionary(fc.string({ maxLength: 5 }), hostileValue, { maxKeys: 3 }),
    });
  }

  private value(type: GraphQLInputType): fc.Arbitrary<unknown> {
    if (isNonNullType(type)) return this.value(type.ofType);
    if (isListType(type)) return seldomHostile(fc.array(this.value(type.ofType), { maxLength: 3 }));
    if (isEnumType(type))
      return seldomHostile(fc.constantFrom(...type.getValues().map(({ name }) => name), null));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).map(
        ({ name, type: inner }) => [name, this.value(inner)] as const,
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
    }
    switch (type.name) {
      case 'UUID':
        return seldomHostile(this.uuids);
      case 'Int':
        return seldomHostile(fc.integer({ min: -2, max: 600 }));
      case 'Boolean':
        return seldomHostile(fc.boolean());
      case 'DateTime':
        return seldomHostile(fc.date({ noInvalidDate: true }).map((time) => time.toISOString()));
      case 'Upload':
        return hostileText.map((content) => new UploadedFile(content));
      default:
        return seldomHostile(fc.stringMatching(/^[a-z]{4,20}$/));
    }
  }
}
