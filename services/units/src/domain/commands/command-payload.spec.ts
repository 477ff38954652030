import { commandPayload } from './command-payload';

describe('commandPayload', () => {
  it.each([
    ['Update', { commit: 'abc', link: null }, '{"COMMAND":"Update","PU_COMMIT_VERSION":"abc"}'],
    [
      'Update',
      { commit: 'abc', link: 'https://x/y' },
      '{"COMMAND":"Update","PU_COMMIT_VERSION":"abc","COMPILED_FIRMWARE_LINK":"https://x/y"}',
    ],
    ['EnvUpdate', undefined, '{"COMMAND":"EnvUpdate"}'],
    ['SchemaUpdate', undefined, '{"COMMAND":"SchemaUpdate"}'],
    ['LogSync', { commit: 'abc', link: 'https://x/y' }, '{"COMMAND":"LogSync"}'],
  ] as const)('%s', (kind, version, text) => {
    expect(commandPayload(kind, version)).toBe(text);
  });
});
