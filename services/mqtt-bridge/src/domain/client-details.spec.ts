import { clientDetails } from './client-details';

/** As EMQX 5.8 lists a device, what is not shown left out. */
const DEVICE = {
  clientid: 'device-1',
  username: 'a-token',
  connected: true,
  clean_start: true,
  is_persistent: false,
  proto_name: 'MQTT',
  proto_ver: 4,
  ip_address: '10.0.0.7',
  port: 40_001,
  connected_at: '2026-03-01T10:20:30.123+00:00',
  subscriptions_cnt: 3,
  recv_msg: 120,
  send_msg: 7,
  mqueue_len: 2,
  'recv_msg.dropped': 1,
};

describe('a client of the broker', () => {
  it('is shown with what the broker counts of it', () => {
    expect(clientDetails(DEVICE)).toEqual({
      clientId: 'device-1',
      username: 'a-token',
      isConnected: true,
      address: '10.0.0.7:40001',
      protocol: 'MQTT 3.1.1',
      connectedAt: new Date('2026-03-01T10:20:30.123Z'),
      isCleanSession: true,
      subscriptions: 3,
      receivedMessages: 120,
      sentMessages: 7,
      queuedMessages: 2,
    });
  });

  it.each([
    ['MQTT', 5, 'MQTT 5'],
    ['MQIsdp', 3, 'MQTT 3.1'],
    ['MQTT-SN', '1.2', 'MQTT-SN 1.2'],
    ['MQTT-SN', undefined, 'MQTT-SN'],
  ])('of %s %s speaks %s', (proto_name, proto_ver, protocol) =>
    expect(clientDetails({ ...DEVICE, proto_name, proto_ver })).toMatchObject({ protocol }),
  );

  it('is shown also when the broker tells little: a session whose client is away', () => {
    expect(clientDetails({ clientid: 'away', connected: false, is_persistent: true })).toEqual({
      clientId: 'away',
      username: '',
      isConnected: false,
      address: null,
      protocol: null,
      connectedAt: null,
      isCleanSession: false,
      subscriptions: 0,
      receivedMessages: 0,
      sentMessages: 0,
      queuedMessages: 0,
    });
  });

  it('has an address that can be told from its port', () => {
    expect(clientDetails({ ...DEVICE, ip_address: '::1' }).address).toBe('[::1]:40001');
  });
});
