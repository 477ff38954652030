import { resolve } from 'node:path';
import { parseLaunchArguments } from './launch-arguments';

describe('parseLaunchArguments', () => {
  it('leaves everything after the program to the program', () => {
    const argv = ['--max-starts', '5', '--confirm-within', '60', 'main.js', '--folder', 'x', 'y'];
    expect(parseLaunchArguments(argv)).toMatchObject({
      program: resolve('main.js'),
      args: ['--folder', 'x', 'y'],
      folder: undefined,
      maxStarts: 5,
      confirmWithinMs: 60_000,
      waits: false,
    });
  });

  it.each([[[]], [['--quiet']], [['--max-starts', '0', 'main.js']], [['--nonsense', 'main.js']]])(
    'refuses %j',
    (argv) => {
      expect(() => parseLaunchArguments(argv)).toThrow();
    },
  );
});
