import type { Place } from './place';

interface Open {
  readonly isMapping: boolean;
  readonly path: readonly string[];
  key?: string;
  readonly present: Map<string, string>;
}

type FlowPlace = Pick<Place, 'path' | 'kind' | 'from' | 'isFlow'> & Partial<Pick<Place, 'siblings'>>;

/** Where in a value of one line, maybe one with brackets, its end is; `null` behind what is closed already. */
export const flowPlace = (text: string, at: number, path: readonly string[]): FlowPlace | null => {
  const stack: Open[] = [];
  let wordAt = 0;
  let isClosed = false;
  let quote = '';
  const valuePath = (): readonly string[] => {
    const top = stack.at(-1);
    if (!top) return path;
    if (!top.isMapping) return [...top.path, '-'];
    return top.key === undefined ? top.path : [...top.path, top.key];
  };
  const remember = (end: number) => {
    const top = stack.at(-1);
    if (top?.key !== undefined) top.present.set(top.key, text.slice(wordAt, end).trim());
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (quote) {
      if (character === quote) quote = '';
      continue;
    }
    if ((character === '"' || character === "'") && text.slice(wordAt, index).trim() === '')
      quote = character;
    else if ((character === '{' || character === '[') && text.slice(wordAt, index).trim() === '') {
      stack.push({ isMapping: character === '{', path: valuePath(), present: new Map() });
      wordAt = index + 1;
    } else if (stack.length > 0 && (character === '}' || character === ']')) {
      remember(index);
      stack.pop();
      isClosed = true;
    } else if (stack.length > 0 && character === ',') {
      remember(index);
      delete stack.at(-1)!.key;
      isClosed = false;
      wordAt = index + 1;
    } else if (stack.at(-1)?.isMapping && character === ':' && /\s|^$/.test(text[index + 1] ?? '')) {
      stack.at(-1)!.key = text.slice(wordAt, index).trim();
      wordAt = index + 1;
    }
  }
  if (isClosed || quote) return null;
  const word = text.slice(wordAt).trimStart();
  const top = stack.at(-1);
  const isKey = top?.isMapping === true && top.key === undefined;
  return {
    path: isKey ? top.path : valuePath(),
    kind: isKey ? 'key' : 'value',
    from: at + text.length - word.length,
    isFlow: stack.length > 0,
    ...(top?.isMapping && { siblings: top.present }),
  };
};
