import { MARK, type Scene } from './scene';

/** To come last: what all of it has left behind. */
export const describeTraces = (scene: Scene): void => {
  describe('the logs of the instance', () => {
    it('hold no token, no key, no password and nothing that a device sent', async () => {
      const { good, vault, hostile, secrets, makerToken, intruderToken } = scene;
      const signatures = [...good, vault, hostile].map(({ token }) => token.split('.')[2]!);
      const sessions = [makerToken, intruderToken].map((token) => token.split('.')[2]!);
      const unwanted = [
        ...signatures,
        ...sessions,
        ...Object.values(secrets),
        'maker-password-1',
        'intruder-password-1',
        MARK,
        // Any token: a header of ours, as base64url writes it.
        'eyJhbGciOi',
      ];
      const found = [...(await scene.logs())].flatMap(([file, text]) =>
        unwanted
          .filter((secret) => text.includes(secret))
          .map((secret) => [file, secret, text.slice(Math.max(0, text.indexOf(secret) - 200)).slice(0, 300)]),
      );
      expect(found).toEqual([]);
    });

    it('are short, whatever was sent', async () => {
      for (const [file, text] of await scene.logs()) {
        const longest = Math.max(...text.split('\n').map((line) => line.length));
        expect([file, text.length < 3_000_000, longest < 20_000]).toEqual([file, true, true]);
      }
    });
  });
};
