import type { AdminJobsQuery } from '../admin.generated';

type Service = AdminJobsQuery['getServices'][number];

export interface JobRow {
  readonly key: string;
  readonly service: string;
  readonly instance: string;
  readonly job: Service['jobs'][number];
}

const rank = ({ job }: JobRow): number => {
  if (job.lastError) return 0;
  return job.failures > 0 ? 1 : 2;
};

/** Jobs of all processes: those that failed the last time first, then those that have failed since their process started. */
export const jobRows = (services: readonly Service[]): JobRow[] =>
  services
    .flatMap(({ service, instance, jobs }) =>
      jobs.map((job) => ({ key: `${service} ${instance} ${job.name}`, service, instance, job })),
    )
    .sort((left, right) => rank(left) - rank(right));
