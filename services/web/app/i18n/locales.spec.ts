import { describe, expect, it } from 'vitest';

type Texts = { readonly [key: string]: string | Texts };

const files = import.meta.glob<{ default: Texts }>('./locales/*/*.json', { eager: true });

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

const textsOf = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : textsOf(value, `${path}${key}.`),
  );

const read = (language: string, namespace: string): [string, string][] =>
  textsOf(files[`./locales/${language}/${namespace}.json`]?.default ?? {});

/** Without the ends of plurals, of which each language has its own. */
const keysOf = (texts: [string, string][]): string[] =>
  [...new Set(texts.map(([key]) => key.replace(PLURAL, '')))].sort();

const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)|<(\w+)>/g)].map(([, variable, tag]) => variable ?? `<${tag}>`).sort();

const namespaces = Object.keys(files)
  .filter((path) => path.includes('/en/'))
  .map((path) => path.replace(/^.*\/(.*)\.json$/, '$1'));

describe.each(namespaces)('the texts of %s', (namespace) => {
  const [english, russian] = [read('en', namespace), read('ru', namespace)];

  it('are the same in both languages', () => {
    expect(keysOf(russian)).toEqual(keysOf(english));
  });

  it('name the same things', () => {
    const wanted = new Map(english.map(([key, text]) => [key.replace(PLURAL, ''), variablesOf(text)]));
    for (const [key, text] of russian) {
      const all = wanted.get(key.replace(PLURAL, ''));
      expect({ key, variables: variablesOf(text) }).toEqual({ key, variables: all });
    }
  });

  it('have every plural of the language', () => {
    for (const [language, texts] of [
      ['en', english],
      ['ru', russian],
    ] as const) {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const keys = new Set(texts.map(([key]) => key));
      const plurals = new Set(
        [...keys].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
      );
      for (const plural of plurals)
        for (const category of categories)
          expect(keys.has(`${plural}_${category}`), `${language} ${plural}_${category}`).toBe(true);
    }
  });
});
