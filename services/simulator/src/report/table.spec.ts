import { summaryOf } from './summary';
import { tableOf } from './table';
import { Tally } from './tally';

const course = { units: 3, seconds: 61.234, most: 2 };

const troubled = (): Tally => {
  const tally = new Tally();
  tally.add('connect.attempted', 5);
  tally.add('connect.accepted', 2);
  tally.add('connect.refused.5', 3);
  tally.add('sent.value', 10);
  tally.add('acked.value', 9);
  tally.add('unacked.value', 1);
  tally.add('command.Update.handled', 2);
  tally.add('error.EADDRNOTAVAIL', 1);
  tally.latency('connack').add(12);
  tally.connected = 2;
  return tally;
};

describe('the result of a simulation', () => {
  it('is the sum of what the processes have seen', () => {
    const sum = Tally.sum([troubled().snapshot(), troubled().snapshot()]);
    const summary = summaryOf(sum, { ...course, most: 4 });
    expect(summary.connections).toEqual({
      attempted: 10,
      accepted: 4,
      refused: { 5: 6 },
      lost: 0,
      most: 4,
      atEnd: 4,
    });
    expect(summary.messages.value).toEqual({ sent: 20, acked: 18, unacked: 2, skipped: 0 });
    expect(summary.commands.Update).toEqual({ handled: 4 });
    expect(summary.latency.connack.count).toBe(2);
    expect(summary.latency.puback).toEqual({ count: 0, p50Ms: null, p99Ms: null, maxMs: null });
    expect(summary.seconds).toBe(61.2);
  });

  it('is shown with what to do about it', () => {
    const table = tableOf(summaryOf(troubled(), course));
    expect(table).toMatch(/refused +3 .*code 5: not authorised/);
    expect(table).toMatch(/value +10 +9 +1 +0/);
    expect(table).toMatch(/Update +2 handled/);
    expect(table).toMatch(/1 x EADDRNOTAVAIL/);
    expect(table).toMatch(/ip_local_port_range/);
    expect(table).toMatch(/does not know the Unit/);
    expect(table).not.toMatch(/PUBACK|null|undefined/);
  });

  it('says nothing of commands and errors when there are none', () =>
    expect(tableOf(summaryOf(new Tally(), course))).not.toMatch(/errors|Update/));
});
