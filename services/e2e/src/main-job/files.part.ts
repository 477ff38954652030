import { inflateSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Story } from './story';

export const describeFiles = (story: Story): void => {
  describe('4. env, schema, firmware', () => {
    it('gives the generated env and keeps what the user sets', async () => {
      const env = await story.maker.ok('GET', `/units/env/${story.sensor}`);
      expect(env).toMatchObject({
        PU_DOMAIN: story.fleet.domain,
        PU_HTTP_TYPE: 'http',
        PU_MQTT_PORT: story.fleet.mqttPort,
        GREETING: 'hello',
        INTERVAL: 5,
        PU_COMMIT_VERSION: await story.sensorRepo.repository.head(),
      });
      const envJson = JSON.stringify({ GREETING: 'привет', INTERVAL: 7, UNKNOWN: 1 });
      const set = await story.maker.call('PATCH', `/units/env/${story.sensor}`, {
        json: { env_json_string: envJson },
      });
      expect([set.status, set.text]).toEqual([204, '']);
      const changed = await story.maker.ok('GET', `/units/env/${story.sensor}`);
      expect(changed).toMatchObject({ GREETING: 'привет', INTERVAL: 7, PU_SECRET_KEY: env.PU_SECRET_KEY });
      expect(changed).not.toHaveProperty('UNKNOWN');
      expect((await story.fleet.rest().call('GET', `/units/env/${story.sensor}`)).status).toBe(403);
    });

    it('gives the schema with the physical topics', async () => {
      const nodes = await story.nodesOf(story.sensor);
      const schema = await story.maker.ok('GET', `/units/get_current_schema/${story.sensor}`);
      expect(schema.output_base_topic['state/pepeunit']).toEqual([
        story.baseTopic('output_base_topic', story.sensor, 'state/pepeunit'),
      ]);
      expect(schema.output_topic['temperature/pepeunit']).toEqual([
        `${story.fleet.domain}/${nodes['temperature/pepeunit']}/pepeunit`,
      ]);
    });

    const readTar = async (bytes: Buffer): Promise<Map<string, string>> => {
      const files = new Map<string, string>();
      const unpack = extract();
      unpack.end(bytes);
      for await (const entry of unpack) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        files.set(entry.header.name, Buffer.concat(chunks).toString('utf8'));
      }
      return files;
    };

    it('packs the firmware as tar, tgz and zip', async () => {
      const tar = await story.maker.call('GET', `/units/firmware/tar/${story.sensor}`);
      expect([tar.status, tar.headers.get('content-type')]).toEqual([200, 'application/x-tar']);
      expect(Number(tar.headers.get('content-length'))).toBe(tar.bytes.length);
      const files = await readTar(tar.bytes);
      expect([...files.keys()]).toEqual([
        './',
        './env.json',
        './lib/',
        './lib/sensor.py',
        './main.py',
        './schema.json',
      ]);
      expect(JSON.parse(files.get('./env.json')!)).toMatchObject({ GREETING: 'привет', INTERVAL: 7 });
      expect(files.get('./env.json')).toContain('\\u043f');

      const tgz = await story.maker.call('GET', `/units/firmware/tgz/${story.sensor}`, {
        query: { wbits: '9', level: '9' },
      });
      expect(tgz.bytes.subarray(0, 2).toString('hex')).toBe('18d3');
      expect([...(await readTar(inflateSync(tgz.bytes, { windowBits: 9 }))).keys()]).toEqual([
        ...files.keys(),
      ]);

      const zip = await story.maker.call('GET', `/units/firmware/zip/${story.sensor}`);
      expect([zip.headers.get('content-type'), zip.bytes.subarray(0, 2).toString()]).toEqual([
        'application/zip',
        'PK',
      ]);
      const refused = await story.maker.call('GET', `/units/firmware/tgz/${story.sensor}`, {
        query: { wbits: '8' },
      });
      expect([refused.status, refused.body.detail]).toEqual([422, expect.stringMatching(/^422: 7: /)]);
    });
  });
};
