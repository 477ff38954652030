import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { arbitraryDocumentRun } from './fixtures/arbitrary-document.fixture';
import * as library from './index';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.(?:spec|fixture)\.ts$/.test(path),
);

describe('in the browser', () => {
  it('Node is named by one module only, which a browser build replaces', () => {
    const named = sources.filter((path) =>
      /'node:|\bBuffer\b|\bprocess\.|\brequire\(/.test(readFileSync(join(__dirname, path), 'utf8')),
    );
    expect(named).toEqual([join('platform', 'bytes.ts')]);
  });

  it('the library does the same', () => {
    let inBrowser!: typeof library;
    jest.isolateModules(() => {
      jest.doMock('./platform/bytes', () => jest.requireActual('./platform/bytes.browser'));
      inBrowser = jest.requireActual('./index');
    });
    const steps = ({ DryRun, parsePipelineDocument, renderPipelineYaml }: typeof library, yaml: string) => {
      const parsed = parsePipelineDocument(yaml, { maxPayloadBytes: 262_144 });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      return { run: new DryRun(parsed.config), yaml: renderPipelineYaml(parsed.config) };
    };
    fc.assert(
      fc.property(arbitraryDocumentRun, ({ document, messages }) => {
        const yaml = library.renderPipelineYaml(document);
        const [here, there] = [steps(library, yaml), steps(inBrowser, yaml)];
        expect(there.yaml).toBe(here.yaml);
        for (const { payload, timeMs } of messages)
          expect(there.run.message(payload, timeMs)).toEqual(here.run.message(payload, timeMs));
        expect(there.run.end()).toEqual(here.run.end());
      }),
      { numRuns: 100 },
    );
  });
});
