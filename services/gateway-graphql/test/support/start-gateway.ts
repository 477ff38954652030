import { askPatiently } from '@unitfleet/messaging/testing';
import { stageGateway } from '@unitfleet/testing-fleet';
import { gatewayGraphql } from '../../src/service';
import { GraphqlClient } from './graphql-client';

export { key, NODE, SID, UNIT, unitToken, USER, userToken } from '@unitfleet/testing-fleet';

askPatiently();

/** The gateway in this process, with the services behind it played by the test; nobody is limited unless asked for. */
export const startGateway = async (environment: Record<string, string> = {}) => {
  const stage = await stageGateway(gatewayGraphql, {
    RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1',
    ...environment,
  });
  const { app, fleet, connection, origin, events, settled, close } = stage;
  return {
    app,
    fleet,
    connection,
    origin,
    events,
    /** Awaited by tests that ask without the client: what they have arranged is in force then. */
    fleetSettled: settled,
    graphql: new GraphqlClient(`${origin}/pepeunit/graphql`, settled),
    close,
  };
};

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
