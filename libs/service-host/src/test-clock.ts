import type { NatsConnection } from '@nats-io/nats-core';
import { Clock, SystemClock } from './clock';

/** Tests publish milliseconds as text here; every process that allows it adds them to its clock. */
export const CLOCK_SUBJECT = 'test.clock.advance';

class MovableClock extends Clock {
  private offsetMs = 0;

  constructor(connection: NatsConnection) {
    super();
    connection.subscribe(CLOCK_SUBJECT, {
      callback: (_error, message) => {
        this.offsetMs += Number(message.string());
      },
    });
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }
}

export const createClock = (connection: NatsConnection, isMovable: boolean): Clock =>
  isMovable ? new MovableClock(connection) : new SystemClock();
