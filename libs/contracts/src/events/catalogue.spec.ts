import { EVENT_CATALOGUE } from './catalogue';
import { eventSubject, eventType } from './define-event';
import * as declared from './index';

/** What happened: `created`, `sessions-ended`; not `create`, nor `update`. */
const PAST_TENSE = /^([a-z]+-)*([a-z]+ed|gone|lost|made|sent|set)$/;

describe('the catalogue of events', () => {
  it('holds every event that the folder declares', () => {
    expect(new Set(EVENT_CATALOGUE)).toEqual(new Set(Object.values(declared)));
    expect(EVENT_CATALOGUE.length).toBeGreaterThan(20);
  });

  it('gives every event a subject of its own', () => {
    const subjects = EVENT_CATALOGUE.map(eventSubject);
    expect(subjects).toEqual([...new Set(subjects)]);
  });

  describe.each(EVENT_CATALOGUE.map((event) => [eventType(event), event] as const))('%s', (type, event) => {
    it('is named in the past tense, in subject tokens', () => {
      expect(type).toMatch(/^[a-z-]+\.[a-z-]+\.[a-z-]+$/);
      expect(event.name).toMatch(PAST_TENSE);
    });

    it('has an example that fits its schema', () => {
      expect(event.schema.parse(event.example)).toEqual(event.example);
    });
  });
});
