import { NamedPipeline } from '../config/pipeline-config';
import { PipelineLimits, PipelineProblem } from '../config/pipeline-problem';
import { readStages } from './pipeline-stages';
import { Position, RawMapping, RawValue } from './raw-value';

const KEY = 'additional_pipelines';
const MAX_PIPELINES = 8;
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

const LAST_VALUE_TAKEN =
  'Value error, a node has one value: only one of its pipelines may have policy_type LastValue';

/** Reads the further pipelines of a document: their problems come behind those of the first one, in the order of the list. */
export class AdditionalPipelines {
  private readonly pipelines: NamedPipeline[] = [];
  private readonly places = new Map<string, number>();

  constructor(
    private readonly limits: PipelineLimits,
    private readonly problems: PipelineProblem[],
    /** Whether a pipeline before has policy LastValue. */
    private lastValueTaken: boolean,
  ) {}

  /** What is read is complete when no problem was added. */
  read(document: RawMapping): NamedPipeline[] {
    const list = document.get(KEY);
    if (list === undefined || list.kind === 'null') return [];
    if (list.kind !== 'list') this.refuse(`${KEY}: Input should be a valid list`, list.at);
    else if (list.items.length > MAX_PIPELINES)
      this.refuse(`${KEY}: the list should have at most ${MAX_PIPELINES} items`, list.at);
    else list.items.forEach((item, index) => this.readItem(item, index));
    return this.pipelines;
  }

  private readItem(item: RawValue, index: number): void {
    const place = `${KEY}[${index}]`;
    if (item.kind !== 'mapping') return this.refuse(`${place}: Input should be a mapping`, item.at);

    const name = this.readName(item, index);
    const problems: PipelineProblem[] = [];
    const stages = readStages(item, this.limits, problems);
    if (stages?.processing_policy.policy_type === 'LastValue') {
      if (this.lastValueTaken)
        problems.push({ stage: 'ProcessingPolicy', message: LAST_VALUE_TAKEN, ...policyTypeAt(item) });
      this.lastValueTaken = true;
    }
    const prefix = name === undefined ? place : `${place} (${name})`;
    for (const problem of problems)
      this.problems.push({ ...item.at, ...problem, message: `${prefix}: ${problem.message}` });
    if (name !== undefined && stages !== undefined) this.pipelines.push({ name, ...stages });
  }

  private readName(item: RawMapping, index: number): string | undefined {
    const raw = item.get('name');
    const refused = (message: string): undefined =>
      this.refuse(`${KEY}[${index}]: name: ${message}`, raw?.at ?? item.at);
    if (raw === undefined) return refused('Field required');
    if (raw.kind !== 'string') return refused('Input should be a valid string');
    if (!NAME.test(raw.value)) return refused("Input should be 1 to 64 letters, digits, '_' or '-'");
    const taken = this.places.get(raw.value);
    if (taken !== undefined) return refused(`'${raw.value}' is the name of ${KEY}[${taken}]`);
    this.places.set(raw.value, index);
    return raw.value;
  }

  /** What is wrong with a pipeline as a whole is reported where what is wrong with a document is. */
  private refuse(message: string, at?: Position): undefined {
    this.problems.push({ stage: 'ActivePeriod', message, ...at });
  }
}

function policyTypeAt(pipeline: RawMapping): Position | undefined {
  const policy = pipeline.get('processing_policy');
  return policy?.kind === 'mapping' ? policy.get('policy_type')?.at : undefined;
}
