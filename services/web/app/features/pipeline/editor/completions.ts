import { snippet, startCompletion, type Completion, type CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { Explain } from './explain';
import { defaultOf, type Field } from './fields';
import { optionsAt, type Option } from './options';
import { placeAt, type Place } from './place';

const neededIn = (fields: readonly Field[], indent: string): string =>
  fields
    .filter(({ need }) => need === 'always')
    .map((field) =>
      field.fields
        ? `${indent}${field.name}:\n${neededIn(field.fields, `${indent}\t`)}`
        : `${indent}${field.name}: #{${defaultOf(field.name)}}`,
    )
    .join('\n');

/** A stage comes with the fields that it needs; an additional pipeline with its stages. */
const templateOf = ({ name, fields, isList, need }: Field): string => {
  if (!fields) return `${name}: #{}`;
  if (isList) return `${name}:\n- ${neededIn(fields, '\t').trimStart()}`;
  const inside = neededIn(fields, '\t');
  return `${name}:\n${inside || (need === 'always' ? '' : '\t#{}')}`;
};

const applyKey = ({ field }: Option, { isFlow }: Place): Completion['apply'] => {
  const insertName = (view: EditorView, from: number, to: number, text: string) => {
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length },
      userEvent: 'input.complete',
    });
    if (field.words || field.hasWindowSizes) startCompletion(view);
  };
  return (view, completion, from, to) => {
    if (view.state.sliceDoc(to, to + 1) === ':') return insertName(view, from, to, field.name);
    if (field.fields && !isFlow) return snippet(templateOf(field))(view, completion, from, to);
    return insertName(view, from, to, `${field.name}: `);
  };
};

const completionOf = (option: Option, place: Place, explain: Explain): Completion => {
  const { label, field, kind, isNeeded } = option;
  if (kind === 'word') return { label, type: 'enum', info: explain.word(field, label) };
  return {
    label,
    type: field.fields ? 'class' : 'property',
    detail: isNeeded ? explain.needed : undefined,
    boost: isNeeded ? 2 : 0,
    info: explain.field(field),
    apply: applyKey(option, place),
  };
};

/** Offers what may be written at the cursor; needed fields first. */
export const completeDocument =
  (explain: () => Explain): CompletionSource =>
  ({ state, pos, explicit }) => {
    const place = placeAt(state.doc.toString(), pos);
    if (!place || (!explicit && place.kind === 'key' && place.from === pos)) return null;
    const options = optionsAt(place);
    if (options.length === 0) return null;
    return {
      from: place.from,
      options: options.map((option) => completionOf(option, place, explain())),
      validFor: /^[\w-]*$/,
    };
  };
