import { readFileSync } from 'node:fs';
import { INSTANCE } from './api/instance/instance-info';
import { buildOpenApiDocument } from './openapi';

type Operations = Record<
  string,
  { parameters?: { name: string; in: string }[]; responses: Record<string, unknown> }
>;

describe('the API document', () => {
  it('describes every endpoint under its exact path, and nothing of the process', async () => {
    const { paths, components, info } = await buildOpenApiDocument();
    const calls = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/pepeunit/api/v1', '')}`),
    );
    expect(calls.sort()).toMatchSnapshot();
    expect(Object.keys(components?.schemas ?? {})).toEqual(
      expect.arrayContaining(['Unit', 'CreateUnitBody']),
    );
    expect(info.version).toBe(INSTANCE.version);
  });

  it('tells parameters, answers and errors in the wire form', async () => {
    const { paths, components } = await buildOpenApiDocument();
    const units = paths['/pepeunit/api/v1/units'] as unknown as Operations;
    expect(units.get!.parameters).toContainEqual(
      expect.objectContaining({ name: 'unit_node_uuids', in: 'query', required: false }),
    );
    expect(Object.keys(units.post!.responses).sort()).toEqual(['201', '403', '405', '422', '429', '503']);
    expect(components?.schemas?.Unit).toMatchObject({
      properties: {
        create_datetime: { type: 'string', pattern: expect.stringContaining('T') },
        repo_branch: { nullable: true },
      },
      required: expect.arrayContaining(['unit_nodes']),
    });
  });

  it('leaves no parameter of a path and no reference open', async () => {
    const document = await buildOpenApiDocument();
    for (const [path, item] of Object.entries(document.paths))
      for (const { parameters = [] } of Object.values(item as unknown as Operations))
        expect([path, parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)]).toEqual([
          path,
          path.match(/\{\w+\}/g) ?? [],
        ]);
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w*)"/g);
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining([...references].map(([, name]) => name)),
    );
  });

  it('is the same each time', async () => {
    expect(JSON.stringify(await buildOpenApiDocument())).toBe(JSON.stringify(await buildOpenApiDocument()));
  });

  it('names the version of the project', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
    expect([INSTANCE.version, INSTANCE.license]).toEqual([manifest.version, manifest.license]);
  });
});
