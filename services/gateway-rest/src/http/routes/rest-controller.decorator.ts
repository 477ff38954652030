import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { TOKEN_HEADER } from '@unitfleet/gateway';
import { AuthenticateGuard } from '../request/authenticate.guard';
import { LimitAddressGuard } from '../request/limit-address.guard';

const detail = (schema: object) => ({
  content: {
    'application/json': { schema: { type: 'object', required: ['detail'], properties: { detail: schema } } },
  },
});

const TEXT = { type: 'string' };
const PROBLEM = {
  type: 'object',
  required: ['type', 'loc', 'msg'],
  properties: {
    type: TEXT,
    loc: { type: 'array', items: { oneOf: [TEXT, { type: 'integer' }] } },
    msg: TEXT,
    input: {},
  },
};

/** The error answers that every endpoint may give (`docs/protocol/rest-graphql.md 1.4, 1.5`). */
const ApiErrors = (): ClassDecorator =>
  applyDecorators(
    ApiResponse({ status: 403, description: 'No access', ...detail(TEXT) }),
    ApiResponse({ status: 405, description: 'Switched off on this instance', ...detail(TEXT) }),
    ApiResponse({
      status: 422,
      description: 'Refused, or not readable',
      ...detail({ oneOf: [TEXT, { type: 'array', items: PROBLEM }] }),
    }),
    ApiResponse({
      status: 429,
      description: 'Asked too often',
      headers: { 'Retry-After': { description: 'Whole seconds', schema: { type: 'integer' } } },
      ...detail(TEXT),
    }),
    ApiResponse({ status: 503, description: 'A part of the instance does not answer', ...detail(TEXT) }),
  );

/** What all routers have: a chapter in the API document, and errors. */
const RestFace = (path: string): ClassDecorator => applyDecorators(ApiTags(path.split('/')[0]!), ApiErrors());

/** A router whose requests carry no agent. */
export const OpenController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(LimitAddressGuard), RestFace(path));

/** A router of the REST face: authenticates every request. */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(AuthenticateGuard), ApiSecurity(TOKEN_HEADER), RestFace(path));
