import { MAX_HISTORY_POINTS } from '@unitfleet/contracts';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInputObjectType,
  isListType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** Where the `limit` of a list stands: as a number, in a variable, or in a field of a variable. */
export type LimitSource =
  { readonly value: number } | { readonly variable: string; readonly field: string | null } | null;

/** What a field or fragment may add to an answer. */
export interface Cost {
  readonly own: number;
  /** Set for a list: who says how long it is; a list without any say has a usual length. */
  readonly times?: 'page' | 'usual';
  /** Set for a field that takes a page: the next list below is that long. */
  readonly limit?: LimitSource;
  /** How long that list can be where it is no page. */
  readonly longest?: number;
  readonly parts: readonly Cost[];
}

export interface DocumentPlan {
  readonly depth: number;
  readonly aliases: number;
  /** Whether it asks for the schema; what that answers counts neither for depth nor for cost. */
  readonly isIntrospecting: boolean;
  /** By name of the operation; a single one without a name is ''. */
  readonly costs: ReadonlyMap<string, Cost>;
  /** The first field of each operation, by the same names; '' where that is a fragment's matter. */
  readonly rootFields: ReadonlyMap<string, string>;
}

/** The first field of the operation that runs. */
export const rootField = ({ rootFields }: DocumentPlan, operationName: string | null): string =>
  (operationName === null ? rootFields.values().next().value : rootFields.get(operationName)) ?? '';

const isIntrospection = (name: string): boolean => name.startsWith('__');

const SCHEMA_FIELDS = ['__schema', '__type'];

/** Fields of an argument that say how long a list may become, with its greatest length where it is no page. */
const LENGTHS: Readonly<Record<string, number | undefined>> = {
  limit: undefined,
  points: MAX_HISTORY_POINTS,
};

interface LengthPlace {
  readonly argument: string;
  readonly field: string;
}

/** Where among the arguments of a field the length of its list stands. */
const lengthPlace = ({ args }: GraphQLField<unknown, unknown>): LengthPlace | null => {
  for (const { name: argument, type } of args) {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) continue;
    const field = Object.keys(LENGTHS).find((name) => named.getFields()[name] !== undefined);
    if (field) return { argument, field };
  }
  return null;
};

const limitOf = (node: FieldNode, { argument, field }: LengthPlace): LimitSource => {
  const given = node.arguments?.find(({ name }) => name.value === argument)?.value;
  if (given?.kind === Kind.VARIABLE) return { variable: given.name.value, field };
  if (given?.kind !== Kind.OBJECT) return null;
  const limit = given.fields.find(({ name }) => name.value === field)?.value;
  if (limit?.kind === Kind.VARIABLE) return { variable: limit.name.value, field: null };
  return limit?.kind === Kind.INT ? { value: Number(limit.value) } : null;
};

/** Reads a valid document; each fragment once, wherever it is spread. */
class PlanReader {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly read = new Map<string, { cost: Cost; depth: number }>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  selections(
    set: SelectionSetNode,
    type: GraphQLNamedType,
    inPage: boolean,
  ): { parts: Cost[]; depth: number } {
    const parts: Cost[] = [];
    let depth = 0;
    for (const selection of set.selections) {
      const { cost, depth: below } =
        selection.kind === Kind.FIELD
          ? this.field(selection, type, inPage)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? this.fragment(selection.name.value, inPage)
            : this.inline(selection.selectionSet, selection.typeCondition?.name.value, type, inPage);
      parts.push(cost);
      depth = Math.max(depth, below);
    }
    return { parts, depth };
  }

  private field(node: FieldNode, parent: GraphQLNamedType, inPage: boolean): { cost: Cost; depth: number } {
    const name = node.name.value;
    const field =
      isIntrospection(name) || isAbstractType(parent) || !isObjectType(parent)
        ? undefined
        : parent.getFields()[name];
    if (!field || !node.selectionSet) return { cost: { own: 1, parts: [] }, depth: 1 };
    const place = lengthPlace(field);
    const isList = isListType(getNullableType(field.type));
    const isPaged = inPage || place !== null;
    const below = this.selections(node.selectionSet, getNamedType(field.type), !isList && isPaged);
    const cost: Cost = {
      own: 1,
      parts: below.parts,
      ...(isList && { times: isPaged ? 'page' : 'usual' }),
      ...(place !== null && { limit: limitOf(node, place), longest: LENGTHS[place.field] }),
    };
    return { cost, depth: below.depth + 1 };
  }

  private inline(
    set: SelectionSetNode,
    condition: string | undefined,
    type: GraphQLNamedType,
    inPage: boolean,
  ): { cost: Cost; depth: number } {
    const target = (condition && this.schema.getType(condition)) || type;
    const { parts, depth } = this.selections(set, target, inPage);
    return { cost: { own: 0, parts }, depth };
  }

  private fragment(name: string, inPage: boolean): { cost: Cost; depth: number } {
    const key = `${name} ${inPage}`;
    const known = this.read.get(key);
    if (known) return known;
    const { selectionSet, typeCondition } = this.fragments.get(name)!;
    const type = this.schema.getType(typeCondition.name.value)!;
    const { parts, depth } = this.selections(selectionSet, type, inPage);
    const result = { cost: { own: 0, parts }, depth };
    this.read.set(key, result);
    return result;
  }
}

const namesOf = (document: DocumentNode): Pick<DocumentPlan, 'aliases' | 'isIntrospecting'> => {
  let aliases = 0;
  let isIntrospecting = false;
  visit(document, {
    Field: ({ alias, name }) => {
      if (alias) aliases += 1;
      if (SCHEMA_FIELDS.includes(name.value)) isIntrospecting = true;
    },
  });
  return { aliases, isIntrospecting };
};

/** How deep and how expensive the operations of a valid document are, as far as the text alone tells. */
export const planOf = (schema: GraphQLSchema, document: DocumentNode): DocumentPlan => {
  const reader = new PlanReader(schema, document);
  const costs = new Map<string, Cost>();
  const rootFields = new Map<string, string>();
  let deepest = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation)!;
    const { parts, depth } = reader.selections(definition.selectionSet, root, false);
    const name = definition.name?.value ?? '';
    costs.set(name, { own: 0, parts });
    const [first] = definition.selectionSet.selections;
    rootFields.set(name, first?.kind === Kind.FIELD ? first.name.value : '');
    deepest = Math.max(deepest, depth);
  }
  return { depth: deepest, ...namesOf(document), costs, rootFields };
};
