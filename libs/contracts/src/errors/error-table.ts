/** How one class of expected errors shows at every edge. */
export interface ErrorClass {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Code of the protocol's message, second part of `<status>: <code>: <label>: <text>`. */
  readonly code: number;
  /** Third part of the message. */
  readonly label: string;
  /** What a consumer does with a message whose handling ends so: `retry` later, or set it aside as a dead letter. */
  readonly delivery: 'retry' | 'dead-letter';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const refused = (status: number, code: number, label: string): ErrorClass => ({
  status,
  code,
  label,
  delivery: 'dead-letter',
  logLevel: 'debug',
});

const passing = (status: number, code: number, label: string): ErrorClass => ({
  status,
  code,
  label,
  delivery: 'retry',
  logLevel: 'warn',
});

/**
 * The one table from which HTTP, GraphQL, RPC and acknowledgements derive their behaviour
 * (`docs/protocol/rest-graphql.md 1.4`). Codes from 90 on are additions for what the protocol leaves unnamed.
 */
export const ERROR_TABLE = {
  NoAccess: refused(403, 1, 'No Access'),
  Validation: refused(422, 2, 'Validation Error'),
  User: refused(422, 3, 'User Validation Error'),
  Permission: refused(422, 4, 'Permission Validation Error'),
  GitRepo: refused(422, 5, 'Git Repo Validation Error'),
  Repo: refused(422, 6, 'Repo Validation Error'),
  Unit: refused(422, 7, 'Unit Validation Error'),
  UnitNode: refused(422, 8, 'UnitNode Validation Error'),
  DataPipe: refused(422, 8, 'DataPipe Validation Error'),
  JsonDecode: refused(422, 9, 'JSON Decode Error'),
  Mqtt: refused(422, 10, 'MQTT Error'),
  Update: refused(422, 11, 'Update Error'),
  Cipher: refused(422, 12, 'Cipher Error'),
  RepositoryRegistry: refused(422, 13, 'Repository Registry Validation Error'),
  GitPlatformClient: refused(422, 14, 'Git Platform Client Error'),
  Grafana: refused(422, 14, 'Grafana Error'),
  FeatureFlag: refused(405, 15, 'Feature Flag Error'),
  ReadmeGeneration: refused(422, 16, 'Readme Generation Error'),
  TooManyRequests: passing(429, 90, 'Too Many Requests'),
  Unavailable: passing(503, 91, 'Service Unavailable'),
  Internal: { status: 500, code: 92, label: 'Internal Error', delivery: 'retry', logLevel: 'error' },
} as const satisfies Record<string, ErrorClass>;

export type ErrorCode = keyof typeof ERROR_TABLE;
