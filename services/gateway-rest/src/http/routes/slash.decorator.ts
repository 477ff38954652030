import { Get } from '@nestjs/common';

/**
 * A route whose path ends in a slash, as some of the protocol's do (`docs/protocol/rest-graphql.md 10A.12`). Nest
 * takes one slash off the end of every path, so it is given two.
 */
export const GetWithSlash = (path: string): MethodDecorator => Get(`${path}//`);
