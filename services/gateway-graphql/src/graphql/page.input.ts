import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { InputType, Int } from '@nestjs/graphql';
import { SETTINGS, type Settings } from '../settings';
import { PlainError } from './errors/plain-error';
import { OptionalField } from './optional-field.decorator';

/** Of every list: which part of it; without a limit, or with 0, all. */
@InputType({ isAbstract: true })
export class PageInput {
  @OptionalField(() => Int)
  offset!: number | null;

  @OptionalField(() => Int)
  limit!: number | null;
}

/** Of a list's `filters`: refuses pages out of bounds, in plain words (`docs/protocol/rest-graphql.md 3.4`). */
@Injectable()
export class PagePipe implements PipeTransform<PageInput> {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  transform(filters: PageInput): PageInput {
    const { offset, limit } = filters;
    const most = this.settings.PU_MAX_PAGINATION_SIZE;
    if (offset !== null && offset < 0) throw new PlainError('Offset must be greater than or equal to 0');
    if (limit !== null && limit < 0) throw new PlainError('Limit must be greater than or equal to 0');
    if (limit !== null && limit > most) throw new PlainError(`Limit must be less than or equal to ${most}`);
    return filters;
  }
}
