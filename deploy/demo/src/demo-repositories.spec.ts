import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoRepositories, releaseNextVersion } from './demo-repositories';
import { DEMO_REPOSITORIES, FAN, THERMOMETER } from './fleet';
import { git } from './git';

const SECTIONS = ['input_base_topic', 'output_base_topic', 'input_topic', 'output_topic'];

describe('demo repositories', () => {
  let root: string;
  let bundlePath: string;
  let paths: Record<string, string>;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'demo-repositories-'));
    bundlePath = join(root, 'bundle.js');
    writeFileSync(bundlePath, '// the device library\n');
    paths = await createDemoRepositories({ gitRoot: join(root, 'a'), bundlePath });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const refs = (path: string): Promise<string> => git(['show-ref'], { gitDir: path });
  const show = (path: string, file: string): Promise<string> => git(['show', file], { gitDir: path });

  it.each(DEMO_REPOSITORIES)(
    '$name has commits, tags and the files of a Unit',
    async ({ name, commits, pipelines }) => {
      const path = paths[name]!;
      const log = await git(['log', '--reverse', '--format=%s', 'main'], { gitDir: path });
      expect(log.split('\n')).toEqual(commits.map(({ message }) => message));
      expect(await git(['tag'], { gitDir: path })).toBe('v1.0.0\nv1.1.0');
      const files = await git(['ls-tree', '-r', '--name-only', 'v1.1.0'], { gitDir: path });
      expect(files.split('\n')).toEqual(
        expect.arrayContaining([
          '.pepeignore',
          'README.md',
          'env_example.json',
          'main.js',
          'pepeunit.toml',
          'schema_example.json',
          'unit-client.js',
        ]),
      );
      for (const { tag } of commits.filter((step) => step.tag)) {
        const schema = JSON.parse(await show(path, `${tag}:schema_example.json`)) as Record<string, string[]>;
        expect(Object.keys(schema)).toEqual(SECTIONS);
        JSON.parse(await show(path, `${tag}:env_example.json`));
      }
      const schema = JSON.parse(await show(path, 'v1.1.0:schema_example.json')) as Record<string, string[]>;
      expect(schema.output_topic).toEqual(expect.arrayContaining(Object.keys(pipelines)));
    },
  );

  it('has the same hashes wherever it is made, and is left alone when it is there', async () => {
    const again = await createDemoRepositories({ gitRoot: join(root, 'b'), bundlePath });
    for (const { name } of DEMO_REPOSITORIES) expect(await refs(again[name]!)).toBe(await refs(paths[name]!));
    const before = await refs(paths.fan!);
    writeFileSync(bundlePath, '// another build\n');
    await createDemoRepositories({ gitRoot: join(root, 'a'), bundlePath });
    expect(await refs(paths.fan!)).toBe(before);
  });

  it('releases the next version once, commit and tag together', async () => {
    const path = paths.thermometer!;
    const release = await releaseNextVersion(path, THERMOMETER);
    expect(release).toEqual({
      tag: 'v1.2.0',
      commit: await git(['rev-parse', 'main'], { gitDir: path }),
      released: true,
    });
    expect(await show(path, 'v1.2.0:schema_example.json')).toContain('dew_point/pepeunit');
    expect(await releaseNextVersion(path, THERMOMETER)).toEqual({ ...release, released: false });
    await expect(releaseNextVersion(paths.fan!, FAN)).rejects.toThrow('no next version');
  });
});
