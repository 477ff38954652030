import { eventType, type Envelope, type EventDefinition, PLATFORM } from '@unitfleet/contracts';
import { encodeMessage } from '@unitfleet/messaging';
import type { GeneratedFile } from './generated-file';
import { FIXTURES_FOLDER } from './workspace';

const SOME_ID = '7d9f3c7e-5d34-4a0e-9a43-2f1f0a6c8e01';
const SOME_AGGREGATE = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const SOME_TIME = new Date('2026-01-02T03:04:05.678Z');

const envelopeOf = (event: EventDefinition): Envelope => ({
  id: SOME_ID,
  type: eventType(event),
  version: event.version,
  source: event.service,
  subject: SOME_AGGREGATE,
  aggregateVersion: 1,
  time: SOME_TIME,
  actor: PLATFORM,
  correlation: SOME_ID,
  causation: null,
  data: event.example,
});

/**
 * What each event version looked like on the wire when it was released: readable, and byte by byte. A fixture that is
 * there is left alone for ever, so that it goes on proving that today's consumers read yesterday's events.
 */
export const fixtureFiles = (events: readonly EventDefinition[]): GeneratedFile[] =>
  events.map((event) => {
    const envelope = envelopeOf(event);
    const messagePack = Buffer.from(encodeMessage(envelope)).toString('base64');
    return {
      path: `${FIXTURES_FOLDER}/${eventType(event)}.v${event.version}.json`,
      content: JSON.stringify({ envelope, messagePack }, null, 2),
      once: true,
    };
  });
