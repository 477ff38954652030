import type { EmqxAnswer, EmqxRequest } from './emqx-answer';

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  run(request: EmqxRequest): EmqxAnswer;
}

/** @param path below `/api/v5`; its groups become `params` */
export const route = (method: string, path: string, run: Route['run']): Route => ({
  method,
  path: new RegExp(`^/api/v5${path}$`),
  run,
});
