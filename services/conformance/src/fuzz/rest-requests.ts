import fc from 'fast-check';
import type { JsonSchema, Route } from '../rest/api-document';
import type { EndpointRequest } from '../rest/rest-case';
import type { Agent, Things } from '../world/world';
import { hostileText, hostileValue, seldomHostile } from './hostile';
import { uuidsOf } from './uuids';

export interface FuzzedRequest {
  readonly agent: Agent;
  readonly endpoint: string;
  readonly request: EndpointRequest;
}

const ANYBODY: readonly Agent[] = [
  'anonymous',
  'admin',
  'maker',
  'guest',
  'stranger',
  'unit',
  'platform',
  'garbage',
];

/** Who may end an own session or take things away: others are still needed. */
const agentsFor = (endpoint: string): readonly Agent[] => {
  if (endpoint.startsWith('PATCH /users/{') || endpoint.endsWith('/logout')) return ['leaver', 'anonymous'];
  if (endpoint.startsWith('DELETE')) return ['stranger', 'anonymous', 'foreignUnit', 'garbage'];
  return ANYBODY;
};

/** Text that an URL can carry: a lone surrogate has no UTF-8. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** Requests of every documented endpoint: as documented, nearly so, and not at all. */
export class RestRequests {
  private readonly uuids: fc.Arbitrary<string>;

  constructor(
    private readonly schemas: Readonly<Record<string, JsonSchema>>,
    things: Things,
  ) {
    this.uuids = uuidsOf(things);
  }

  of(route: Route): fc.Arbitrary<FuzzedRequest> {
    const inPath = route.parameters.filter((parameter) => parameter.in === 'path');
    const inQuery = route.parameters.filter((parameter) => parameter.in === 'query');
    return fc.record({
      agent: fc.constantFrom(...agentsFor(route.endpoint)),
      endpoint: fc.constant(route.endpoint),
      request: fc
        .tuple(
          fc.record(Object.fromEntries(inPath.map(({ name }) => [name, this.pathPart()]))),
          fc.record(
            Object.fromEntries(inQuery.map(({ name, schema }) => [name, this.queryValue(name, schema)])),
            { requiredKeys: [] },
          ),
          this.body(route),
        )
        .map(([path, query, body]) => ({ path, query: query as Record<string, string | string[]>, ...body })),
    });
  }

  private pathPart(): fc.Arbitrary<string> {
    const text = hostileText.filter((part) => part !== '' && part.length < 500 && wellFormed(part) === part);
    return fc.oneof({ weight: 6, arbitrary: this.uuids }, { weight: 1, arbitrary: text });
  }

  private queryValue(name: string, schema: JsonSchema): fc.Arbitrary<string | string[]> {
    const one = fc
      .oneof({ weight: 5, arbitrary: this.value(schema, name) }, { weight: 1, arbitrary: hostileText })
      .map((value) => wellFormed(String(value).slice(0, 2_000)));
    return fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { maxLength: 4 }) });
  }

  private body({ bodies }: Route): fc.Arbitrary<Partial<EndpointRequest>> {
    const json = bodies['application/json'];
    const form = bodies['multipart/form-data'];
    if (form) {
      const fields = Object.keys((form.properties as object | undefined) ?? {});
      const field = fc.constantFrom(...fields, 'other');
      return fc.record({ file: fc.record({ field, content: hostileText }) });
    }
    if (!json) return fc.constant({});
    const raw = hostileText.map((content) => ({ raw: { content, type: 'application/json' } }));
    return fc.oneof(
      { weight: 8, arbitrary: fc.record({ json: seldomHostile(this.value(json, '')) }) },
      { weight: 1, arbitrary: raw },
    );
  }

  /** A value of the schema, with hostile ones strewn in. */
  private value(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const {
      $ref,
      enum: options,
      type,
      format,
      items,
      properties,
      anyOf,
      oneOf,
    } = schema as {
      $ref?: string;
      enum?: unknown[];
      type?: string;
      format?: string;
      items?: JsonSchema;
      properties?: Record<string, JsonSchema>;
      anyOf?: JsonSchema[];
      oneOf?: JsonSchema[];
    };
    if ($ref) return this.value(this.schemas[$ref.split('/').at(-1)!]!, name);
    const choices = anyOf ?? oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.value(choice, name)));
    if (options) return fc.constantFrom(...options);
    if (format === 'uuid' || name.endsWith('uuid')) return this.uuids;
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer' || type === 'number') return fc.integer({ min: -2, max: 600 });
    if (type === 'array') return fc.array(this.value(items ?? {}, name), { maxLength: 3 });
    if (type === 'object') {
      const fields = Object.entries(properties ?? {});
      return fc.record(
        Object.fromEntries(fields.map(([key, field]) => [key, seldomHostile(this.value(field, key))])),
        { requiredKeys: [] },
      );
    }
    if (type === 'string') return fc.oneof(fc.string({ maxLength: 25 }), fc.stringMatching(/^[a-z]{4,20}$/));
    return hostileValue;
  }
}
