export const STEPS = ['git', 'repo', 'unit', 'env', 'device'] as const;

export type Step = (typeof STEPS)[number];

/** Where somebody is on the way from Git to a device, and what was made so far. */
export interface GuideSearch {
  readonly step?: Step;
  readonly registry?: string;
  readonly repo?: string;
  readonly unit?: string;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const uuid = (value: unknown): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value : undefined;

/** Reads an address; what makes no sense is left out. */
export const readGuideSearch = (search: Record<string, unknown>): GuideSearch => {
  const read: GuideSearch = {
    step: STEPS.find((step) => step === search['step']),
    registry: uuid(search['registry']),
    repo: uuid(search['repo']),
    unit: uuid(search['unit']),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
};

/** Whether what a step builds on is there. */
export const isReachable = (step: Step, { registry, repo, unit }: GuideSearch): boolean => {
  if (step === 'git') return true;
  if (step === 'repo') return registry !== undefined;
  return step === 'unit' ? repo !== undefined : unit !== undefined;
};

/** The step that is shown: the one asked for, else the furthest there is. */
export const currentStep = (search: GuideSearch): Step => {
  const { step, registry, repo, unit } = search;
  if (step && isReachable(step, search)) return step;
  if (unit) return 'env';
  if (repo) return 'unit';
  return registry ? 'repo' : 'git';
};
