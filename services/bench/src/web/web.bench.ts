import { GitHost } from '@unitfleet/testing';
import { createRepo, signUp, TestFleet, unitFiles, type RestCaller } from '@unitfleet/testing-fleet';
import { connectAsync } from 'mqtt';
import { seed } from '../control-plane/seed';
import { median, PageVisits, type Visit } from './page-visits';

export interface WebOptions {
  readonly units: number;
  readonly log: (line: string) => void;
}

export interface WebResult {
  readonly units: number;
  /** Medians of several visits. */
  readonly fleet: Visit;
  /** The same application with a form and no data. */
  readonly form: Visit;
  /** How much longer the fleet takes than the form. */
  readonly ratio: number;
  /** All of the fleet as a graph, with its nodes and links. */
  readonly graph: Visit;
  readonly graphThings: number;
  /** Median time between two pictures of the graph while one zooms. */
  readonly graphFrameMs: number;
  readonly liveEvents: number;
  readonly commitsPerEvent: number;
  readonly componentsPerEvent: number;
}

const USERS = 100;
const REPOS = 100;
const VISITS = 5;
const EVENTS = 20;
const LOGIN = 'maker';
/** First in the order of names, so that it is in view. */
const FIRST_NAME = '0-first';
const ROW = '[role=row] a[href^="/unit/"]';
const GRAPH = '[role=img][aria-busy=false]';
const FORM = 'input[autocomplete=username]';

const visitSeveralTimes = async (visits: PageVisits, path: string, selector: string): Promise<Visit> => {
  const all: Visit[] = [];
  for (let turn = 0; turn < VISITS; turn += 1) {
    const { page, visit } = await visits.open(path, selector);
    all.push(visit);
    await page.context().close();
  }
  return {
    interactiveMs: median(all.map(({ interactiveMs }) => interactiveMs)),
    scriptBytes: median(all.map(({ scriptBytes }) => scriptBytes)),
    requests: median(all.map(({ requests }) => requests)),
  };
};

const connectFirst = async (fleet: TestFleet, host: GitHost, rest: RestCaller) => {
  const { repoUuid } = await createRepo(host, rest, 'first', unitFiles({ outputs: ['out/pepeunit'] }));
  const unit = {
    repo_uuid: repoUuid,
    visibility_level: 'Public',
    name: FIRST_NAME,
    is_auto_update_from_repo_unit: true,
  };
  const { uuid } = await rest.ok('POST', '/units', { json: unit });
  const { PU_AUTH_TOKEN: username } = await rest.ok('GET', `/units/env/${uuid}`);
  const schema = await rest.ok('GET', `/units/get_current_schema/${uuid}`);
  const client = await connectAsync(fleet.mqttUrl, { username, reconnectPeriod: 0 });
  return { client, stateTopic: schema.output_base_topic['state/pepeunit'][0] as string };
};

/** What the page draws for reports of one Unit in view, one after another, each of them seen before the next. */
const watchEvents = async (fleet: TestFleet, host: GitHost, rest: RestCaller, visits: PageVisits) => {
  const { client, stateTopic } = await connectFirst(fleet, host, rest);
  const { page } = await visits.open('/fleet', ROW);
  const row = page.getByRole('row').filter({ hasText: FIRST_NAME });
  const report = async (megabytes: number) => {
    const state = {
      millis: 1,
      mem_free: megabytes * 1024 * 1024,
      pu_commit_version: `${megabytes}`.padStart(40, '0'),
    };
    await client.publishAsync(stateTopic, JSON.stringify(state), { qos: 1 });
    await row.getByText(`${megabytes} MB`, { exact: true }).waitFor();
  };
  await report(100);
  const before = await visits.findings(page);
  for (let event = 1; event <= EVENTS; event += 1) await report(100 + event);
  const after = await visits.findings(page);
  await client.endAsync();
  return {
    liveEvents: EVENTS,
    commitsPerEvent: (after.commits - before.commits) / EVENTS,
    componentsPerEvent: (after.components - before.components) / EVENTS,
  };
};

/** The graph, and how fast it is drawn where nothing moves by itself any more. */
const visitGraph = async (visits: PageVisits) => {
  const graph = await visitSeveralTimes(visits, '/fleet?view=graph', GRAPH);
  const { page } = await visits.open('/fleet?view=graph&layout=layered', GRAPH);
  const label = (await page.locator(GRAPH).getAttribute('aria-label')) ?? '';
  const graphFrameMs = Math.round(await visits.frameMs(page, GRAPH));
  await page.context().close();
  return { graph, graphFrameMs, graphThings: Number(label.replace(/\D/g, '')) };
};

/** The page of a large fleet, beside a page of the same application that shows no data. */
export const benchWeb = async ({ units, log }: WebOptions): Promise<WebResult> => {
  const settings = { RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1' };
  const [fleet, host] = await Promise.all([TestFleet.start({ settings }), GitHost.start()]);
  const rest = fleet.rest(await signUp(fleet.rest(), LOGIN));
  const visits = await PageVisits.begin(fleet.origin, { login: LOGIN, password: `${LOGIN}-password-1` });
  try {
    const { users } = await rest.ok('GET', '/users');
    log(`seeding ${units} Units`);
    await seed(fleet.engines.DATABASE_URL!, users[0].uuid, { units, users: USERS, repos: REPOS });
    log('visits');
    const form = await visitSeveralTimes(visits, '/sign-in', FORM);
    const page = await visitSeveralTimes(visits, '/fleet', ROW);
    log('graph');
    const graph = await visitGraph(visits);
    log('live events');
    const events = await watchEvents(fleet, host, rest, visits);
    const ratio = Number((page.interactiveMs / form.interactiveMs).toFixed(2));
    return { units, fleet: page, form, ratio, ...graph, ...events };
  } finally {
    await visits.end();
    await Promise.all([fleet.stop(), host.stop()]);
  }
};

/** The figures as a table. */
export const showWeb = (result: WebResult): string => {
  const line = (name: string, { interactiveMs, scriptBytes, requests }: Visit) =>
    `  ${name.padEnd(28)} interactive after ${interactiveMs} ms, ${Math.round(scriptBytes / 1024)} KiB of scripts, ${requests} requests`;
  return [
    '',
    `web interface, ${result.units} Units, medians of ${VISITS} first visits`,
    line('a form without data', result.form),
    line('the fleet', result.fleet),
    `  ratio ${result.ratio}`,
    line('the fleet as a graph', result.graph),
    `  its ${result.graphThings} things: a picture every ${result.graphFrameMs} ms while one zooms`,
    `  a live event: ${result.commitsPerEvent} commits, ${result.componentsPerEvent} components drawn`,
    '',
  ].join('\n');
};
