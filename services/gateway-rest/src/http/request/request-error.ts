import type { ValidationError } from 'class-validator';
import { readerOf } from '../fields/field.decorator';

export type Place = 'body' | 'query' | 'path';

/** One item of the list form of `detail` (`docs/protocol/rest-graphql.md 1.5`). */
export interface RequestProblem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

/** A request whose form cannot be read; answered with 422 and the list. */
export class RequestError extends Error {
  constructor(readonly problems: readonly RequestProblem[]) {
    super('the request cannot be read');
  }

  static of(type: string, loc: RequestProblem['loc'], msg: string, input: unknown = null): RequestError {
    return new RequestError([{ type, loc, msg, input }]);
  }

  static missing(...loc: (string | number)[]): RequestError {
    return RequestError.of('missing', loc, 'Field required');
  }
}

const problemsOf = (error: ValidationError, loc: readonly (string | number)[]): RequestProblem[] => {
  const at = [...loc, error.property];
  if (error.children && error.children.length > 0)
    return error.children.flatMap((child) => problemsOf(child, at));
  if (error.value === undefined)
    return [{ type: 'missing', loc: at, msg: 'Field required', input: { ...error.target } }];
  const reading = error.target && readerOf(error.target, error.property)?.(error.value);
  if (!reading || !('problems' in reading))
    return [
      {
        type: 'model_attributes_type',
        loc: at,
        msg: 'Input should be a valid dictionary or object to extract fields from',
        input: error.value,
      },
    ];
  return reading.problems.map((found) => ({
    type: found.type,
    loc: [...at, ...(found.at ?? [])],
    msg: found.msg,
    input: 'input' in found ? found.input : error.value,
  }));
};

/** The one factory that turns class-validator's errors into the protocol's list. */
export const toRequestError = (errors: readonly ValidationError[], place: Place): RequestError =>
  new RequestError(errors.flatMap((error) => problemsOf(error, [place])));
