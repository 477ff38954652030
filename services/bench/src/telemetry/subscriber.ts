import { generate } from 'mqtt-packet';
import { report, type SubscriberOrder } from './load-protocol';
import { openReading, PublishScanner } from './raw-mqtt';

const REPORT_MS = 50;
/** Fewer, larger reads let the broker write less often: without them this would be no ceiling. */
const READ_PAUSE_MS = 5;

/** The trivial subscriber: it acknowledges and counts. */
const main = async (): Promise<void> => {
  const order = JSON.parse(process.argv[2]!) as SubscriberOrder;
  const scanner = new PublishScanner();
  let messages = 0;
  let reported = 0;
  const socket = await openReading(
    { ...order, clientId: 'ceiling' },
    { pauseMs: READ_PAUSE_MS, take: (bytes) => void (messages += scanner.take(bytes, socket)) },
  );
  socket.write(
    generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: order.filter, qos: 1 }] }),
  );
  setInterval(() => {
    if (messages === reported) return;
    reported = messages;
    report({ event: 'count', at: Date.now(), messages });
  }, REPORT_MS);
  report({ event: 'ready', at: Date.now() });
};

void main();
