import { Injectable } from '@nestjs/common';
import {
  PROCESSES_SUBJECT,
  processViewSchema,
  SERVICE_NAMES,
  type Actor,
  type ProcessView,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { ServiceInstanceType } from './service.types';

/** A process that takes longer is one to be worried about. */
const PATIENCE_MS = 1_000;
/** For processes that have just come. */
const GRACE_MS = 100;

const keyOf = ({ service, instance }: ProcessView): string => `${service} ${instance}`;

const silent = (service: string): ServiceInstanceType => ({
  service,
  instance: '',
  version: '',
  startedDatetime: null,
  isReady: false,
  failures: [{ check: 'process', reason: 'does not answer' }],
  residentBytes: null,
  settings: [],
  jobs: [],
});

const shown = ({ startedAt, jobs, ...process }: ProcessView): ServiceInstanceType => ({
  ...process,
  startedDatetime: startedAt,
  isReady: process.failures.length === 0,
  jobs: jobs.map(({ lastStart, ...job }) => ({ ...job, lastStartDatetime: lastStart })),
});

/** Asks all processes of the fleet what they say of themselves. */
@Injectable()
export class FleetProcesses {
  /** Those that answered the last time; when all of them have, and one of each service, nobody is waited for much longer. */
  private known: ReadonlySet<string> = new Set();

  constructor(private readonly rpc: RpcClient) {}

  /** In the order of services, and of instances; a service of which nobody answers is named all the same. */
  async look(actor: Actor): Promise<ServiceInstanceType[]> {
    const processes = await this.ask(actor);
    this.known = new Set(processes.map(keyOf));
    return SERVICE_NAMES.flatMap((service) => {
      const own = processes
        .filter((process) => process.service === service)
        .sort((left, right) => left.instance.localeCompare(right.instance, 'en'));
      return own.length > 0 ? own.map(shown) : [silent(service)];
    });
  }

  private ask(actor: Actor): Promise<ProcessView[]> {
    const missing = new Set(this.known);
    const silentServices = new Set<string>(SERVICE_NAMES);
    return this.rpc.gather(PROCESSES_SUBJECT, processViewSchema, actor, {
      patienceMs: PATIENCE_MS,
      graceMs: GRACE_MS,
      isAll: (process) => {
        missing.delete(keyOf(process));
        silentServices.delete(process.service);
        return missing.size === 0 && silentServices.size === 0;
      },
    });
  }
}
