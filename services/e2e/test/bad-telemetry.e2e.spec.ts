import { describeMessages } from '../src/bad-telemetry/messages.part';
import { describeDocuments } from '../src/bad-telemetry/documents.part';
import { describeHealth } from '../src/bad-telemetry/health.part';
import { describeOutage } from '../src/bad-telemetry/outage.part';
import { Meter } from '../src/bad-telemetry/meter';

/** The long form is 20. */
const OUTAGE_SECONDS = Number(process.env.OUTAGE_SECONDS ?? 6);

jest.setTimeout(300_000);

/** What nobody means to send, and what an evil one might, from the device and the browser to what is stored. */
describe('bad telemetry', () => {
  const meter = new Meter();

  beforeAll(() => meter.begin());
  afterAll(() => meter.end());

  describeMessages(meter);
  describeDocuments(meter);
  describeHealth(meter);
  describeOutage(meter, OUTAGE_SECONDS);
});
