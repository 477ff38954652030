import type { GuideSearch } from './guide-search';
import { readGuideSearch } from './guide-search';

const STORED = 'unitfleet-guide';

/** Remembers in this browser how far somebody came; where there is no storage, nothing is. */
export const rememberGuide = (search: GuideSearch): void => {
  try {
    if (search.registry) localStorage.setItem(STORED, JSON.stringify(search));
  } catch {
    // The address of the page is enough to come back.
  }
};

/** How far somebody came the last time, or nothing. */
export const rememberedGuide = (): GuideSearch => {
  try {
    return readGuideSearch(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>);
  } catch {
    return {};
  }
};

/** Another one begins from the start. */
export const forgetGuide = (): void => {
  try {
    localStorage.removeItem(STORED);
  } catch {
    // Nothing was remembered either.
  }
};
