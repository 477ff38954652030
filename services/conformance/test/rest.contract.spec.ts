import { ApiDocument } from '../src/rest/api-document';
import { REST_CASES } from '../src/rest/cases';
import type { EndpointRequest, Refusal, RestCase } from '../src/rest/rest-case';
import { send } from '../src/rest/send';
import { type Agent, World } from '../src/world/world';

describe('the REST interface', () => {
  const document = new ApiDocument();
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('has a row in the table for every documented endpoint, and documents every row', () => {
    const rows = REST_CASES.map(({ endpoint }) => endpoint);
    expect(rows.sort()).toEqual(document.routes.map(({ endpoint }) => endpoint).sort());
  });

  const expectRefusal = async (row: RestCase, agent: Agent, request: EndpointRequest, refusal: Refusal) => {
    const { status, body, text } = await send(world, agent, row.endpoint, request);
    expect({ status, text }).toEqual({ status: refusal.status, text: expect.any(String) });
    if (refusal.detail === 'list') expect(body.detail).toEqual(expect.arrayContaining([expect.any(Object)]));
    else expect(body.detail).toMatch(new RegExp(`^${refusal.detail}`));
    expect(document.problemWith(row.endpoint, status, body)).toBeNull();
  };

  describe.each(REST_CASES.map((row) => [row.endpoint, row] as const))('%s', (_endpoint, row) => {
    let good: EndpointRequest;

    beforeAll(async () => {
      good = (await row.request?.(world)) ?? {};
    });

    for (const [agent, refusal] of Object.entries(row.refuses) as [Agent, Refusal][]) {
      it(`refuses ${agent}`, () => expectRefusal(row, agent, good, refusal));
    }

    for (const { name, change, refusal } of row.bad) {
      it(`refuses ${name}`, async () => {
        const changed = typeof change === 'function' ? await change(world) : change;
        await expectRefusal(row, row.as, { ...good, ...changed }, refusal);
      });
    }

    it.each([row.as, ...(row.admits ?? [])])('answers %s', async (agent) => {
      const answer = await send(world, agent, row.endpoint, good);
      expect({ status: answer.status, text: answer.text }).toEqual({
        status: row.status ?? 200,
        text: expect.any(String),
      });
      expect(document.problemWith(row.endpoint, answer.status, answer.body)).toBeNull();
      if (agent === row.as) await row.verify?.(answer, world);
    });
  });
});
