import { Injectable } from '@nestjs/common';
import {
  buildArchive,
  describeUnitFirmware,
  DomainError,
  type Actor,
  type ArchiveFormat,
} from '@unitfleet/contracts';
import { RpcClient, StreamClient } from '@unitfleet/messaging';
import { streamedAnswer } from '../../http/answer/streamed-answer';
import type { FirmwareQuery } from './unit-documents.dto';

const CONTENT_TYPES: Record<ArchiveFormat, string> = {
  zip: 'application/zip',
  tar: 'application/x-tar',
  tgz: 'application/x-tar',
};

/** What devices inflate with when they name nothing: a window of 512 bytes (`docs/protocol/rest-graphql.md 2.9`). */
const DEFAULT_WINDOW_BITS = 9;
const DEFAULT_LEVEL = 9;
const WINDOWS = [
  [-15, -9],
  [9, 15],
  [25, 31],
] as const;
const LEVELS = [-1, 9] as const;

const isWithin = (number: number, [lowest, highest]: readonly [number, number]): boolean =>
  number >= lowest && number <= highest;

const readCompression = ({ wbits = DEFAULT_WINDOW_BITS, level = DEFAULT_LEVEL }: FirmwareQuery) => {
  if (!WINDOWS.some((range) => isWithin(wbits, range)))
    throw new DomainError('Unit', `wbits ${wbits} is not in -15..-9, 9..15 or 25..31`);
  if (!isWithin(level, LEVELS)) throw new DomainError('Unit', `level ${level} is not in -1..9`);
  return { windowBits: wbits, level };
};

/** Hands firmware archives through from the builder, part by part. */
@Injectable()
export class FirmwareService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly streams: StreamClient,
  ) {}

  /** The archive with its length, which devices need (`docs/protocol/rest-graphql.md 1.7`). */
  async archive(actor: Actor, uuid: string, format: ArchiveFormat, query: FirmwareQuery) {
    const compression = readCompression(query);
    const content = await this.rpc.call(describeUnitFirmware, { uuid }, actor);
    const archive = await this.streams.open(buildArchive, { ...content, format, ...compression }, actor);
    return streamedAnswer(archive.content, { type: CONTENT_TYPES[format], length: archive.head.size });
  }
}
