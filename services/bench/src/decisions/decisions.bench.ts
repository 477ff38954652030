import { INPUT_BASE } from '@unitfleet/contracts';
import { usageOf } from '../process-usage';
import { DecisionStage, DOMAIN, topicOf, type StageUnit } from './decision-stage';
import { askAll, question, type LoadFigures, type Question } from './question-load';

export interface DecisionsOptions {
  /** Units that ask; as many again are asked about for the first time, for each kind of question. */
  readonly units: number;
  readonly log: (line: string) => void;
}

export interface DecisionFigures extends LoadFigures {
  /** Of the hook's process; null where that cannot be read. */
  readonly cpuUs: number | null;
  /** Decisions a second as a share of what the bare server made. */
  readonly ratio: number;
}

export interface DecisionsResult {
  readonly units: number;
  readonly connections: number;
  readonly bare: Omit<DecisionFigures, 'ratio'>;
  readonly decisions: Readonly<Record<string, DecisionFigures>>;
}

const CONNECTIONS = 32;
const SECONDS = 3;
const WARM_UP_SECONDS = 1;
const ALLOWED = '"allow"';

const who = ({ uuid, token }: StageUnit) => ({ username: token, clientid: uuid, peerhost: '127.0.0.1' });

/** What brokers ask about a Unit. */
const KINDS: Readonly<Record<string, (unit: StageUnit) => Question>> = {
  CONNECT: (unit) => question('authenticate', { ...who(unit), password: '' }),
  "publish to another's Input": (unit) =>
    question('authorize', { ...who(unit), action: 'publish', topic: topicOf(unit.input) }),
  "subscribe to another's Output": (unit) =>
    question('authorize', { ...who(unit), action: 'subscribe', topic: topicOf(unit.output) }),
  'subscribe to a command': (unit) =>
    question('authorize', {
      ...who(unit),
      action: 'subscribe',
      topic: `${DOMAIN}/${INPUT_BASE}/${unit.uuid}/update/pepeunit`,
    }),
};
/** Decided without anything that could be cold. */
const HEARD = 'subscribe to a command';

interface Asked {
  readonly hook: { readonly origin: string; readonly pid: number };
  readonly questions: readonly Question[];
  readonly expected?: string;
  readonly seconds?: number;
}

const measure = async ({ hook, questions, expected = ALLOWED, seconds }: Asked) => {
  const before = usageOf([hook.pid]);
  const asked = { origin: hook.origin, questions, expected, connections: CONNECTIONS, seconds };
  const begun = performance.now();
  const figures = await askAll(asked);
  const count = (figures.perSecond * (performance.now() - begun)) / 1_000;
  const after = usageOf([hook.pid]);
  const cpuUs = before && after ? ((after.cpuSeconds - before.cpuSeconds) / count) * 1e6 : null;
  return { ...figures, cpuUs: cpuUs && Math.round(cpuUs) };
};

/** Decisions of the hook beside the least that a hook could do, on the same machine in the same run. */
export const benchDecisions = async ({ units: count, log }: DecisionsOptions): Promise<DecisionsResult> => {
  const stage = await DecisionStage.start();
  try {
    const hooks = {
      memory: await stage.hook(),
      projection: await stage.hook({ DECISION_CACHE_ENTRIES: '0' }),
    };
    const bareServer = await stage.bare();
    const known = stage.makeUnits(count);
    const bareQuestions = known.map(KINDS.CONNECT!);
    const bareFigures = async () => {
      await measure({ hook: bareServer, questions: bareQuestions, seconds: WARM_UP_SECONDS });
      return measure({ hook: bareServer, questions: bareQuestions, seconds: SECONDS });
    };
    const before = await bareFigures();
    const found: Record<string, Omit<DecisionFigures, 'ratio'>> = {};
    for (const [kind, ask] of Object.entries(KINDS)) {
      log(kind);
      const questions = known.map(ask);
      if (kind !== HEARD) {
        const cold = stage.makeUnits(count).map(ask);
        found[`${kind}, first time`] = await measure({ hook: hooks.memory, questions: cold });
      }
      // Once round, so that everybody is known, and the code is compiled.
      await measure({ hook: hooks.memory, questions });
      for (const [from, hook] of Object.entries(hooks)) {
        await measure({ hook, questions, seconds: WARM_UP_SECONDS });
        found[`${kind}, from ${from}`] = await measure({ hook, questions, seconds: SECONDS });
      }
    }
    log('wrong tokens');
    const wrong = known.map((unit) => KINDS.CONNECT!({ ...unit, token: `${unit.token.slice(0, -4)}AAAA` }));
    found['CONNECT with a forged token'] = await measure({
      hook: hooks.memory,
      questions: wrong,
      expected: '"deny"',
      seconds: SECONDS,
    });
    const after = await bareFigures();
    // The better of the two: what slowed the machine meanwhile must not flatter the hook.
    const bare = before.perSecond > after.perSecond ? before : after;
    const ratioOf = ({ perSecond }: LoadFigures) => Number((perSecond / bare.perSecond).toFixed(3));
    const decisions = Object.fromEntries(
      Object.entries(found).map(([name, figures]) => [name, { ...figures, ratio: ratioOf(figures) }]),
    );
    return { units: count, connections: CONNECTIONS, bare, decisions };
  } finally {
    await stage.stop();
  }
};

/** The figures as a table. */
export const showDecisions = ({ units, connections, bare, decisions }: DecisionsResult): string => {
  const line = (name: string, cells: (string | number | null)[]) =>
    `  ${name.padEnd(48)} ${cells.map((cell) => String(cell ?? '?').padStart(9)).join(' ')}`;
  const cellsOf = (one: Omit<DecisionFigures, 'ratio'>) => [one.perSecond, one.p50Ms, one.p99Ms, one.cpuUs];
  return [
    '',
    `decisions about devices, ${units} Units, ${connections} connections; owners are played`,
    line('', ['/s', 'p50 ms', 'p99 ms', 'CPU us', 'ratio']),
    line('a bare node:http server that verifies the token', [...cellsOf(bare), 1]),
    ...Object.entries(decisions).map(([name, one]) => line(name, [...cellsOf(one), one.ratio])),
    '',
  ].join('\n');
};
