import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { modelReference } from './api-schemas';

const OK = 200;
const CREATED = 201;
const NO_CONTENT = 204;
const BINARY = { type: 'string', format: 'binary' } as const;

const answers = (status: number, contentType: string, schema: object): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description: 'Done', content: { [contentType]: { schema } } }),
  );

/** 200 with a view, named so in the API document. */
export const Answers = (name: string, view: z.ZodType): MethodDecorator =>
  answers(OK, 'application/json', modelReference(name, view));

/** 200 with JSON of a form that is told in place. */
export const AnswersJson = (schema: object): MethodDecorator => answers(OK, 'application/json', schema);

/** 201 with the view of what was created. */
export const Creates = (name: string, view: z.ZodType): MethodDecorator =>
  answers(CREATED, 'application/json', modelReference(name, view));

/** 200 with bytes. */
export const AnswersFile = (contentType: string): MethodDecorator => answers(OK, contentType, BINARY);

/** 200 with text. */
export const AnswersText = (contentType: string): MethodDecorator =>
  answers(OK, contentType, { type: 'string' });

/** 204: done, and nothing to say. */
export const AnswersNothing = (): MethodDecorator =>
  applyDecorators(HttpCode(NO_CONTENT), ApiResponse({ status: NO_CONTENT, description: 'Done' }));

/** A multipart body with one file. */
export const TakesUpload = (field: string): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      required: true,
      schema: { type: 'object', required: [field], properties: { [field]: BINARY } },
    }),
  );
