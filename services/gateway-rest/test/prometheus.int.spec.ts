import { getUnit, registerUser } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { startGateway, UNIT, type TestGateway } from './support/start-gateway';
import { unit, user } from './support/views';

describe('series of the REST face', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
    gateway.fleet.on(getUnit, () => unit);
    gateway.fleet.on(registerUser, () => user);
  });
  afterAll(() => gateway.close());

  const read = async () => {
    const response = await fetch(`${gateway.origin}/pepeunit/metrics`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };

  it('counts and times by route, not by path', async () => {
    const { rest } = gateway;
    await rest.call('GET', `/units/${UNIT}`);
    await rest.call('GET', `/units/${UNIT}?more=1`);
    await rest.call('GET', '/units/1');
    await rest.call('POST', '/users', { json: { login: 'maker', password: 'secret' } });
    await rest.call('GET', '/nothing/at/all');
    await eventually(async () => {
      const { status, type, text } = await read();
      expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
      const unitPath = '/pepeunit/api/v1/units/{uuid}';
      expect(text).toContain(`http_requests_total{handler="${unitPath}",method="GET",status="2xx"} 2`);
      expect(text).toContain(`http_requests_total{handler="${unitPath}",method="GET",status="4xx"} 1`);
      expect(text).toContain(
        'http_requests_total{handler="/pepeunit/api/v1/users",method="POST",status="2xx"} 1',
      );
      expect(text).toContain('http_requests_total{handler="none",method="GET",status="4xx"} 1');
      expect(text).toContain(`http_request_duration_seconds_bucket{le="+Inf",handler="${unitPath}"} 3`);
      expect(text).toContain(`http_request_duration_seconds_count{handler="${unitPath}"} 3`);
    });
  });

  it('shows nothing else of the process, whose own page has the series, too', async () => {
    expect((await read()).text).not.toContain('process_cpu');
    const own = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(own).toContain('process_cpu');
    expect(own).toContain('http_requests_total{');
  });

  it('is absent where the instance does not want it', async () => {
    const closed = await startGateway({ PU_FF_PROMETHEUS_ENABLE: 'false' });
    try {
      expect((await fetch(`${closed.origin}/pepeunit/metrics`)).status).toBe(404);
    } finally {
      await closed.close();
    }
  });
});
