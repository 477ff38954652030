import { useTranslation } from 'react-i18next';

/** How this person writes numbers and dates in the chosen language: as in the browser's own region, where it speaks it. */
const localeOf = (language: string): string =>
  navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;

/** Locale for `Intl`, of the chosen language. */
export const useLocale = (): string => localeOf(useTranslation().i18n.language);
