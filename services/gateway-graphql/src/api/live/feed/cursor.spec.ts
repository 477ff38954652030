import { markOf, sequenceOf, toCursor } from './cursor';

describe('cursor', () => {
  it('is read where it was written, and nowhere else', () => {
    const cursor = toCursor({ identity: '2025-01-01T00:00:00Z', sequence: 42 });
    expect(sequenceOf(cursor, '2025-01-01T00:00:00Z')).toBe(42);
    expect(sequenceOf(cursor, '2025-01-01T00:00:01Z')).toBeNull();
  });

  it('bears a mark', () => {
    const position = { identity: 'one', sequence: 42 };
    const cursor = toCursor(position, 'a-_9');
    expect(sequenceOf(cursor, 'one')).toBe(42);
    expect(markOf(cursor)).toBe('a-_9');
    expect(markOf(toCursor(position))).toBe('');
    expect(markOf('nonsense')).toBe('');
  });

  it.each(['', 'x', '!', Buffer.from('aaaaaaaaaaaa.-1').toString('base64url'), 'A'.repeat(10_000)])(
    'is nothing when it is none',
    (text) => {
      expect(sequenceOf(text, 'identity')).toBeNull();
    },
  );
});
