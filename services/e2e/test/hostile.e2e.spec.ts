import { describeBrokenPackets } from './hostile/broken-packets.part';
import { describeConnections, describeHalfOpen, HalfOpen } from './hostile/connections.part';
import { describeFloods } from './hostile/floods.part';
import { describeIdentities } from './hostile/identities.part';
import { describeRest } from './hostile/rest.part';
import { Scene } from './hostile/scene';
import { describeTokens } from './hostile/tokens.part';
import { describeTopics } from './hostile/topics.part';
import { describeTraces } from './hostile/traces.part';

jest.setTimeout(300_000);

/**
 * What devices do that mean harm, or are broken, byte by byte. After each of it two devices that do nothing wrong have
 * lost nothing: no connection, no message, no value (docs/security.md).
 */
describe('hostile devices', () => {
  const scene = new Scene();
  const halfOpen = new HalfOpen();

  beforeAll(async () => {
    await scene.begin();
    await halfOpen.begin(scene);
  });
  afterAll(() => scene.end());
  afterEach(() => scene.unharmed());

  describeTokens(scene);
  describeIdentities(scene);
  describeBrokenPackets(scene);
  describeTopics(scene);
  describeConnections(scene);
  describeFloods(scene);
  describeRest(scene);
  describeHalfOpen(scene, halfOpen);
  describeTraces(scene);
});
