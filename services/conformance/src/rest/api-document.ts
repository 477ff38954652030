import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export type JsonSchema = Record<string, unknown>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

export interface Route {
  /** `<method> <path>` below the API's prefix. */
  readonly endpoint: string;
  readonly parameters: readonly Parameter[];
  /** Schemas of the body by content type. */
  readonly bodies: Readonly<Record<string, JsonSchema>>;
  readonly statuses: readonly number[];
}

const PREFIX = '/pepeunit/api/v1';

type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** The committed API document, as something to hold answers against. */
export class ApiDocument {
  readonly routes: readonly Route[];
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly checks = new Map<string, ValidateFunction>();

  constructor(file = 'docs/api/openapi.json') {
    const document = JSON.parse(readFileSync(resolve(file), 'utf8')) as Document;
    this.schemas = document.components.schemas;
    addFormats(this.ajv);
    this.ajv.addSchema(document as object, 'document');
    this.routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      path.startsWith(PREFIX)
        ? Object.entries(methods).map(([method, operation]) => this.read(path, method, operation))
        : [],
    );
  }

  /** What is wrong with an answer's body; null when it is as documented. */
  problemWith(endpoint: string, status: number, body: unknown): string | null {
    const check = this.checks.get(`${endpoint} ${status}`);
    if (!check || check(body)) return null;
    return this.ajv.errorsText(check.errors);
  }

  private read(path: string, method: string, operation: Operation): Route {
    const endpoint = `${method.toUpperCase()} ${path.slice(PREFIX.length)}`;
    const at = `document#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}/responses`;
    for (const [status, response] of Object.entries(operation.responses)) {
      if (response.content?.['application/json']?.schema)
        this.checks.set(
          `${endpoint} ${status}`,
          this.ajv.compile({ $ref: encodeURI(`${at}/${status}/content/application~1json/schema`) }),
        );
    }
    return {
      endpoint,
      parameters: operation.parameters ?? [],
      bodies: Object.fromEntries(
        Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
      statuses: Object.keys(operation.responses).map(Number),
    };
  }
}
