import { Inject, Injectable } from '@nestjs/common';
import {
  DomainError,
  streamPipeData,
  type Actor,
  type OperationRequest,
  type PipeDataItem,
  type readPipeData,
} from '@unitfleet/contracts';
import { StreamClient } from '@unitfleet/messaging';
import { SETTINGS, type Settings } from '../../settings';
import { gatherContent, leaveContent } from './gather-content';
import { readPipeRows } from './pipe-rows';
import { Turns } from './turns';

type Rows = { readonly count: number; readonly pipeData: PipeDataItem[] };

/** Answers of this kind that are in memory at a time. */
const AT_ONCE = 2;

/**
 * Stored rows that were asked for without a limit. An answer of GraphQL is built in memory: what does not fit is
 * refused before any of it is there.
 */
@Injectable()
export class UnpagedRows {
  private readonly turns = new Turns(AT_ONCE);

  constructor(
    private readonly streams: StreamClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws DomainError Validation for more rows or bytes than an answer may have. */
  async read(request: OperationRequest<typeof readPipeData>, actor: Actor, gone: AbortSignal): Promise<Rows> {
    const { GRAPHQL_UNPAGED_ROWS: maxRows, GRAPHQL_UNPAGED_BYTES: maxBytes } = this.settings;
    const { head, content } = await this.streams.open(streamPipeData, request, actor);
    const rows = Math.max(0, head.count - (request.offset ?? 0));
    const tooLarge = () => this.refusal(rows, head.size);
    if (rows > maxRows || head.size > maxBytes) {
      leaveContent(content);
      throw tooLarge();
    }
    return this.turns.take(async () => {
      const bytes = await gatherContent(content, { maxBytes, tooLarge, gone });
      return { count: head.count, pipeData: readPipeRows(request.type, bytes) };
    });
  }

  private refusal(rows: number, bytes: number): DomainError {
    const { GRAPHQL_UNPAGED_ROWS, GRAPHQL_UNPAGED_BYTES, PU_MAX_PAGINATION_SIZE } = this.settings;
    return new DomainError(
      'Validation',
      `${rows} rows of ${bytes} bytes are more than one answer of GraphQL has ` +
        `(${GRAPHQL_UNPAGED_ROWS} rows, ${GRAPHQL_UNPAGED_BYTES} bytes): ` +
        `read them by limit (up to ${PU_MAX_PAGINATION_SIZE}) and offset, ` +
        'or all at once from get_data_pipe_data of REST, which streams them',
    );
  }
}
