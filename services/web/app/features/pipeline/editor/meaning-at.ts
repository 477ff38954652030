import type { EditorState } from '@codemirror/state';
import { meaningOf } from './options';
import { placeAt } from './place';

const PART_OF_WORD = /[\w-]/;

/** What the word at a position of the document is, and where it stands. */
export const meaningAt = (state: EditorState, position: number) => {
  const line = state.doc.lineAt(position);
  let end = position - line.from;
  while (PART_OF_WORD.test(line.text[end] ?? '')) end++;
  const to = line.from + end;
  const place = placeAt(state.doc.toString(), to);
  if (!place) return null;
  const word = state.sliceDoc(place.from, to);
  const meaning = word ? meaningOf(place, word) : null;
  return meaning && { ...meaning, name: word, from: place.from, to };
};
