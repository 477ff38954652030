/**
 * Pieces of Markdown made of foreign texts. A text keeps to its place: it ends neither its cell, line, label nor
 * attribute, and brings no HTML along. Inline Markdown inside of a text stays what its author wrote.
 */

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'ftp:']);
const SCHEME = /^\s*([a-z][a-z0-9+.-]*:)/i;
const EMAIL = /^[^\s<>@|\\"]+@[^\s<>@|\\"]+$/;

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const withoutHtml = (text: string): string => text.replaceAll('<', '&lt;');

/** A pipe behind a backslash would be taken for an escaped backslash and an end of the cell. */
const withoutPipes = (text: string): string =>
  text.replace(/(\\*)\|/g, (_, slashes: string) => (slashes ? `${slashes}&#124;` : '\\|'));

/** A text in a table's cell. */
export const cellText = (text: string): string => withoutPipes(withoutHtml(oneLine(text)));

/** A text in a line of its own, behind the marker of a heading. */
export const lineText = (text: string): string => withoutHtml(oneLine(text));

/** Markers of lists, headings, quotes and fences, rules and underlines of headings, definitions of links. */
const OPENS_BLOCK = /^([-+*](\s|$)|#{1,6}(\s|$)|>|`{3}|~{3}|=+\s*$|([-*_])(\s*\4){1,}\s*$|\[[^\]]*\]:)/;

/** The same where a line or a list item begins: it opens no other block. */
export const openingText = (text: string): string =>
  OPENS_BLOCK.test(text) ? `\\${text}` : text.replace(/^(\d+)([.)])/, '$1\\$2');

/** A text in the first cell of a row. */
export const firstCellText = (text: string): string => openingText(cellText(text));

/** Inline code in a cell; as HTML where Markdown has no way to write it. */
export const codeCell = (text: string): string => {
  const line = oneLine(text);
  if (line === '') return '';
  if (!/`|\\\|/.test(line)) return `\`${line.replaceAll('|', '\\|')}\``;
  const entities = line
    .replaceAll('&', '&amp;')
    .replace(/[<>|\\`*_[\]~:@.]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${entities}</code>`;
};

const encodeCharacter = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** An address as links and images can hold it; null for one of a kind that a page must not lead to. */
export const safeUrl = (url: string): string | null => {
  const text = url.trim();
  const scheme = SCHEME.exec(text.replace(/[\s\p{Cc}]/gu, ''))?.[1];
  if (text === '' || (scheme && !LINK_SCHEMES.has(scheme.toLowerCase()))) return null;
  return text.replace(/[\s\p{Cc}()<>|"'`\\[\]{}^]/gu, (character) =>
    character.charCodeAt(0) > 0x7f ? encodeURIComponent(character) : encodeCharacter(character),
  );
};

/** `[label](url)`; the label alone where the address is unfit. */
export const link = (label: string, url: string): string => {
  const target = safeUrl(url);
  const text = withoutHtml(oneLine(label).replace(/[\\[\]`]/g, '\\$&')).replaceAll('|', '\\|');
  return target === null ? text : `[${text}](${target})`;
};

/** `name <email>`, or either alone. */
export const author = (name: string, email: string): string => {
  const address = EMAIL.test(email.trim()) ? `<${email.trim()}>` : cellText(email);
  return [cellText(name), address].filter((part) => part !== '').join(' ');
};

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '--'), ...rows].map((cells) => cells.join(' | ')).join('\n');

export const numbered = (items: readonly string[]): string =>
  items.map((item, place) => `${place + 1}. ${item}`).join('\n');
