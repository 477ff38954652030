import { askPatiently } from '@unitfleet/messaging/testing';
import { stageGateway } from '@unitfleet/testing-fleet';
import { gatewayRest } from '../../src/service';
import { RestClient } from './rest-client';

export { key, NODE, SID, UNIT, unitToken, USER, userToken } from '@unitfleet/testing-fleet';

askPatiently();

/** The gateway in this process, with the services behind it played by the test. */
export const startGateway = async (environment: Record<string, string> = {}) => {
  const { fleet, origin, events, settled, close } = await stageGateway(gatewayRest, environment);
  return { fleet, origin, events, rest: new RestClient(`${origin}/pepeunit/api/v1`, settled), close };
};

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
