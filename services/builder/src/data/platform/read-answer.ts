import { DomainError } from '@unitfleet/contracts';
import { z } from 'zod';
import type { ApiAnswer } from './ask-json';

type Answer = Extract<ApiAnswer, { kind: 'answer' }>;

const OK = 200;
const MAX_CHARACTERS = 120;
const CONTROL = /\p{Cc}+/gu;

const messageSchema = z.object({ message: z.string() }).or(z.object({ error: z.string() }));

/** What an API said instead of an answer (`{"message": ...}`, GitLab also `{"error": ...}`); null for nothing at all. */
export const explainRefusal = (answer: Answer | null): DomainError => {
  if (answer === null) return new DomainError('GitPlatformClient', 'the platform does not answer');
  const said = messageSchema.safeParse(answer.body).data;
  const words = said ? ('message' in said ? said.message : said.error) : '';
  const text = words.replace(CONTROL, ' ').trim().slice(0, MAX_CHARACTERS);
  return new DomainError(
    'GitPlatformClient',
    `the platform answers with status ${answer.status}${text && `: ${text}`}`,
  );
};

/** @throws DomainError GitPlatformClient for a refusal, and for an answer of another form. */
export const readAnswer = <Schema extends z.ZodType>(answer: Answer, schema: Schema): z.infer<Schema> => {
  if (answer.status !== OK) throw explainRefusal(answer);
  const result = schema.safeParse(answer.body);
  if (result.success) return result.data;
  throw new DomainError('GitPlatformClient', 'the platform answers something unknown', {
    cause: result.error,
  });
};

/**
 * Whether there is a next page: GitHub and GitLab say so by a link, GitLab also by `x-next-page`; of one that says
 * nothing, a full page does.
 */
export const hasMore = ({ headers }: Answer, isFull: boolean): boolean => {
  const next = headers['x-next-page'];
  if (next !== undefined) return String(next) !== '';
  if (headers.link !== undefined) return /rel="?next"?/.test(String(headers.link));
  return isFull;
};
