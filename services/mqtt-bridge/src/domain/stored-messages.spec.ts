import { REPETITION_WINDOW, StoredMessages } from './stored-messages';

describe('StoredMessages', () => {
  it('recognises a repetition by packet id and content', () => {
    const stored = new StoredMessages();
    stored.add(5, 0xfedcba98);
    expect(stored.has(5, 0xfedcba98)).toBe(true);
    expect(stored.has(5, 1)).toBe(false);
    expect(stored.has(6, 0xfedcba98)).toBe(false);
  });

  it('knows nothing of a session that the broker has forgotten', () => {
    const stored = new StoredMessages();
    stored.add(5, 1);
    stored.clear();
    expect(stored.has(5, 1)).toBe(false);
    stored.add(5, 1);
    expect(stored.has(5, 1)).toBe(true);
  });

  it('does not take an id for the same message after it went round', () => {
    const stored = new StoredMessages();
    stored.add(5, 1);
    for (let packet = 0; packet < REPETITION_WINDOW; packet += 1) stored.add(1_000 + packet, 1);
    expect(stored.has(5, 1)).toBe(false);
  });
});
