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
import { gatherContent, leaveContent, nobodyWaits } from './gather-content';
import { readPipeRows } from './pipe-rows';
import { Turns } from './turns';

type Rows = { readonly count: number; readonly pipeData: PipeDataItem[] };

/** Answers of this kind that are in memory at a time, from the first row until the client has all of it. */
const AT_ONCE = 2;

/** What one answer may still have. */
interface Room {
  rows: number;
  bytes: number;
}

/**
 * Stored rows that were asked for without a limit. An answer of GraphQL is built in memory: what does not fit is
 * refused before any of it is there. All fields of an operation have one turn and one room together.
 */
@Injectable()
export class UnpagedRows {
  private readonly turns = new Turns(AT_ONCE);
  private readonly rooms = new WeakMap<AbortSignal, Promise<Room>>();

  constructor(
    private readonly streams: StreamClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @param over aborted when the answer is out or its client has gone.
   * @throws DomainError Validation for more rows or bytes than an answer may have.
   */
  async read(request: OperationRequest<typeof readPipeData>, actor: Actor, over: AbortSignal): Promise<Rows> {
    const room = await this.roomOf(over);
    // Not before the turn: its owner keeps a content for some seconds only.
    const { head, content } = await this.streams.open(streamPipeData, request, actor);
    const rows = Math.max(0, head.count - (request.offset ?? 0));
    const tooLarge = () => this.refusal(rows, head.size);
    if (rows > room.rows || head.size > room.bytes) {
      leaveContent(content);
      throw tooLarge();
    }
    room.rows -= rows;
    room.bytes -= head.size;
    const bytes = await gatherContent(content, { maxBytes: head.size, tooLarge, over });
    return { count: head.count, pipeData: readPipeRows(request.type, bytes) };
  }

  private roomOf(over: AbortSignal): Promise<Room> {
    const known = this.rooms.get(over);
    if (known) return known;
    const room = this.takeRoom(over);
    this.rooms.set(over, room);
    return room;
  }

  private async takeRoom(over: AbortSignal): Promise<Room> {
    if (!(await this.turns.take(over))) throw nobodyWaits();
    return { rows: this.settings.GRAPHQL_UNPAGED_ROWS, bytes: this.settings.GRAPHQL_UNPAGED_BYTES };
  }

  private refusal(rows: number, bytes: number): DomainError {
    const { GRAPHQL_UNPAGED_ROWS, GRAPHQL_UNPAGED_BYTES, PU_MAX_PAGINATION_SIZE } = this.settings;
    return new DomainError(
      'Validation',
      `${rows} rows of ${bytes} bytes are more than one answer of GraphQL has ` +
        `(${GRAPHQL_UNPAGED_ROWS} rows, ${GRAPHQL_UNPAGED_BYTES} bytes, all its fields together): ` +
        `read them by limit (up to ${PU_MAX_PAGINATION_SIZE}) and offset, ` +
        'or all at once from get_data_pipe_data of REST, which streams them',
    );
  }
}
