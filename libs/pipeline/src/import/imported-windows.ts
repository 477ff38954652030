import { AggregationFunction, ProcessingPolicyConfig } from '../config/pipeline-config';
import { validated, validatedFunctions } from '../run/row-policy';
import { ImportedAggregate, ImportProblem, problem } from './import-row';

const MINUTE_MS = 60_000;

/** Windows of a file for policy Aggregation (docs/protocol/datapipe.md 3.4, C9-C11): any alignment, but all the same one. */
export class ImportedWindows {
  private readonly size: number;
  private readonly functions: readonly AggregationFunction[];
  private previousEndMs: number | null = null;

  constructor(policy: ProcessingPolicyConfig) {
    this.size = validated(policy.time_window_size, 'time_window_size');
    this.functions = validatedFunctions(policy);
  }

  /** @param named the column `aggregation_type`; it decides nothing where there is one function. */
  next(
    row: Pick<ImportedAggregate, 'createMs' | 'startMs' | 'endMs' | 'state'>,
    named: string | undefined,
  ): ImportedAggregate | ImportProblem {
    const refused = this.refuse(row);
    if (refused) return refused;
    const position = this.functions.length === 1 ? 0 : this.functions.findIndex((name) => name === named);
    const aggregation = this.functions[position];
    if (aggregation === undefined) return this.notAFunction(named);
    this.previousEndMs = row.endMs;
    return { kind: 'aggregate', ...row, timeWindowSize: this.size, function: aggregation, position };
  }

  private notAFunction(named: string | undefined): ImportProblem {
    const message = named === undefined ? 'is missing' : `is none of ${this.functions.join(', ')}`;
    return problem('aggregation_type', message);
  }

  private refuse({ createMs, startMs, endMs }: Pick<ImportedAggregate, 'createMs' | 'startMs' | 'endMs'>) {
    if (startMs % MINUTE_MS !== 0) return problem('start_window_datetime', 'is not a whole minute');
    if (endMs % MINUTE_MS !== 0) return problem('end_window_datetime', 'is not a whole minute');
    if (endMs - startMs !== this.size * 1000)
      return problem('end_window_datetime', `is not ${this.size} seconds after start_window_datetime`);
    if (Math.abs(createMs - endMs) >= MINUTE_MS)
      return problem('create_datetime', 'is a minute or more away from end_window_datetime');
    if (this.previousEndMs !== null && (endMs - this.previousEndMs) % (this.size * 1000) !== 0)
      return problem(
        'end_window_datetime',
        `is no multiple of ${this.size} seconds away from that of the row before`,
      );
    return null;
  }
}
