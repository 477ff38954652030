import { systemBinary } from './system-binary';

jest.mock('node:fs', () => ({
  ...jest.requireActual<object>('node:fs'),
  accessSync: () => {
    throw new Error('not there');
  },
}));

describe('a program that is not installed', () => {
  it('is explained with the command that installs it and the variable that replaces it', () => {
    expect(() => systemBinary('nats-server')).toThrow(/install.*nats-server[\s\S]*NATS_URL/);
  });
});
