import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_CATALOGUE, eventType, type Envelope } from '@unitfleet/contracts';
import { unwrap } from './envelopes';

const FOLDER = join(__dirname, '..', '..', '..', 'contracts', 'fixtures', 'events');

interface Fixture {
  readonly envelope: Envelope;
  /** Base64 of the message as it went over the wire. */
  readonly messagePack: string;
}

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const definitionOf = ({ type, version }: Envelope) =>
  EVENT_CATALOGUE.find((event) => eventType(event) === type && event.version === version);

describe('events as they were released', () => {
  it('include every event of today', () => {
    const expected = EVENT_CATALOGUE.map((event) => `${eventType(event)}.v${event.version}.json`);
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  it.each(names)('%s is read by the consumers of today', (name) => {
    const fixture = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Fixture;
    const definition = definitionOf(fixture.envelope);
    if (!definition)
      throw new Error('the event is gone: while its messages are kept, somebody may read them');
    const { data, ...envelope } = unwrap(Buffer.from(fixture.messagePack, 'base64'), definition.schema);
    const { data: released, ...around } = fixture.envelope;
    expect(JSON.parse(JSON.stringify(envelope))).toEqual(around);
    expect(JSON.parse(JSON.stringify(data))).toMatchObject(released as object);
  });
});
