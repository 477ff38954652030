import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Languages of the interface, by their own names. */
export const LANGUAGES = { en: 'English', ru: 'Русский' } as const;

export type Language = keyof typeof LANGUAGES;

const STORED = 'unitfleet-language';

const files = import.meta.glob<{ default: object }>('./locales/*/*.json');

/** Each language and namespace is a file of its own, fetched when a page first needs it. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`No texts ${namespace} in ${language}`), null);
    load().then(
      (file) => done(null, file.default as never),
      (error: Error) => done(error, null),
    );
  },
};

const isLanguage = (name: string): name is Language => name in LANGUAGES;

const stored = (): string | null => {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
};

/** What was chosen; else the first language of the browser that there is; else English. */
const preferred = (): Language => {
  const wishes = [stored() ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wishes.find(isLanguage) ?? 'en';
};

const tell = (language: string): void => {
  document.documentElement.lang = language;
};

/** Resolves when the texts of the frame of every page are there. */
export const startI18n = async (): Promise<void> => {
  i18next.on('languageChanged', tell);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    });
  tell(i18next.language);
};

/** Changes the language at once and remembers it in this browser. */
export const chooseLanguage = (language: Language): Promise<unknown> => {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
  return i18next.changeLanguage(language);
};
