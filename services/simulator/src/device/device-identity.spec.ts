import { identityOf } from './device-identity';

const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const schema = {
  input_base_topic: { 'update/pepeunit': ['d/input_base_topic/u/update/pepeunit'] },
  output_base_topic: { 'state/pepeunit': ['d/output_base_topic/u/state/pepeunit'] },
  input_topic: { 'fan/pepeunit': ['d/own/pepeunit', 'd/linked'], 'other/pepeunit': ['d/other/pepeunit'] },
  output_topic: { 'temperature/pepeunit': ['d/temperature/pepeunit'] },
  something_else: {},
};

describe('identityOf', () => {
  it('reads env and schema as a device does', () => {
    const env = {
      PU_AUTH_TOKEN: 't',
      PU_COMMIT_VERSION: 'c',
      PU_STATE_SEND_INTERVAL: 15,
      PU_MQTT_KEEPALIVE: '30',
    };
    expect(identityOf(UNIT, env, schema)).toEqual({
      unitUuid: UNIT,
      token: 't',
      commit: 'c',
      stateIntervalS: 15,
      pingIntervalS: 20,
      keepaliveS: 30,
      topics: {
        baseInputs: ['d/input_base_topic/u/update/pepeunit'],
        inputs: ['d/own/pepeunit', 'd/linked', 'd/other/pepeunit'],
        outputs: ['d/temperature/pepeunit'],
        state: 'd/output_base_topic/u/state/pepeunit',
        log: null,
      },
    });
  });

  it('assumes what libraries assume', () =>
    expect(identityOf(UNIT, { PU_AUTH_TOKEN: 't', PU_STATE_SEND_INTERVAL: 0 }, {})).toMatchObject({
      commit: '',
      stateIntervalS: 300,
      keepaliveS: 60,
    }));

  it('cannot do without a token', () =>
    expect(() => identityOf(UNIT, {}, schema)).toThrow(/no PU_AUTH_TOKEN/));
});
