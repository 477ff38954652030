import { DomainError } from '@unitfleet/contracts';
import { QueryWholeNumber } from './query-fields';

/** The part of every list's query that picks a page; missing or 0 as limit means everything. */
export class PageQuery {
  @QueryWholeNumber()
  offset?: number;

  @QueryWholeNumber()
  limit?: number;
}

/** @throws DomainError Validation for a page outside `PU_MAX_PAGINATION_SIZE` (its `detail` is a string, 1.5). */
export const assertPage = ({ offset, limit }: PageQuery, maxLimit: number): void => {
  if (offset !== undefined && offset < 0) throw new DomainError('Validation', `offset ${offset} is below 0`);
  if (limit !== undefined && (limit < 0 || limit > maxLimit))
    throw new DomainError('Validation', `limit ${limit} is not in 0..${maxLimit}`);
};
