import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { SETTINGS, type Settings } from '../../settings';
import { estimateCost } from './cost';
import { planOf, type DocumentPlan } from './document-plan';

/** A query that may be run, or why it may not. */
export type PreparedQuery =
  | { readonly document: DocumentNode; readonly plan: DocumentPlan; readonly errors: null }
  | { readonly errors: readonly GraphQLError[] };

const REMEMBERED = 1_000;
/** Longer texts carry data of their own, which never comes again. */
const REMEMBERED_LENGTH = 16 * 1024;
const ERRORS_AT_MOST = 20;

const tooMuch = (text: string): GraphQLError => new GraphQLError(new DomainError('Validation', text).message);

/** Queries, parsed and checked once per text. */
@Injectable()
export class Documents {
  private readonly known = new LRUCache<string, PreparedQuery>({ max: REMEMBERED });
  private schema: GraphQLSchema | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** From here on queries are checked against this schema. */
  open(schema: GraphQLSchema): void {
    this.schema = schema;
    this.known.clear();
  }

  /** Syntax, validity, depth and aliases. */
  prepare(text: string): PreparedQuery {
    const known = this.known.get(text);
    if (known) return known;
    const prepared = this.check(text);
    if (!prepared.errors && text.length <= REMEMBERED_LENGTH) this.known.set(text, prepared);
    return prepared;
  }

  /** An error when an operation with these variables may answer too much. */
  checkCost(
    plan: DocumentPlan,
    operationName: string | null,
    variables: Readonly<Record<string, unknown>> | null,
  ): GraphQLError | null {
    const cost = estimateCost(plan, operationName, variables ?? {}, this.settings.PU_MAX_PAGINATION_SIZE);
    const most = this.settings.GRAPHQL_MAX_COST;
    return cost > most ? tooMuch(`the query may answer ${cost} values, ${most} are allowed`) : null;
  }

  private check(text: string): PreparedQuery {
    if (!this.schema) throw new Error('the schema is not there yet');
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: this.settings.GRAPHQL_MAX_TOKENS });
    } catch (error) {
      return { errors: [error as GraphQLError] };
    }
    const errors = validate(this.schema, document, specifiedRules, { maxErrors: ERRORS_AT_MOST });
    if (errors.length > 0) return { errors };
    const plan = planOf(this.schema, document);
    const { GRAPHQL_MAX_DEPTH: depth } = this.settings;
    // Under other names the schema could be asked for many times at once, and it is large.
    const aliases = plan.isIntrospecting ? 0 : this.settings.GRAPHQL_MAX_ALIASES;
    if (plan.depth > depth)
      return { errors: [tooMuch(`the query is ${plan.depth} levels deep, ${depth} are allowed`)] };
    if (plan.aliases > aliases)
      return { errors: [tooMuch(`the query has ${plan.aliases} aliases, ${aliases} are allowed`)] };
    return { document, plan, errors: null };
  }
}
