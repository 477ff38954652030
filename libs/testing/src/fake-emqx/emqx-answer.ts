import { z } from 'zod';

export interface EmqxRequest {
  /** What the groups of the path matched, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface EmqxAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
}

/** An answer in EMQX's form of an error, `{code, message}`. */
export class EmqxRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const DONE: EmqxAnswer = { status: 204 };

export const ok = (json: unknown): EmqxAnswer => ({ status: 200, json });

/** @throws EmqxRefusal 400 for what EMQX's schema does not know. */
export const checked = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new EmqxRefusal(400, 'BAD_REQUEST', z.prettifyError(parsed.error));
  return parsed.data;
};
