import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { appearance } from './appearance';
import { completeDocument } from './completions';
import type { Explain } from './explain';
import { explainOnHover } from './hover';

interface Telling {
  readonly explain: () => Explain;
  readonly onSave: () => void;
  /** Told of every change of the text or of the cursor. */
  readonly onUpdate: (state: EditorState, isChanged: boolean) => void;
}

/** All that makes an editor of pipelines. Tab indents; after Escape it leaves, as CodeMirror has it. */
export const pipelineEditing = ({ explain, onSave, onUpdate }: Telling): Extension => [
  lineNumbers(),
  highlightActiveLineGutter(),
  history(),
  drawSelection(),
  EditorState.tabSize.of(2),
  indentUnit.of('  '),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  search({ top: true }),
  lintGutter(),
  yaml(),
  autocompletion({ override: [completeDocument(explain)], activateOnTyping: true, icons: false }),
  explainOnHover(explain),
  keymap.of([
    {
      key: 'Mod-s',
      preventDefault: true,
      run: () => {
        onSave();
        return true;
      },
    },
    { key: 'Tab', run: acceptCompletion },
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...completionKeymap,
    ...lintKeymap,
    indentWithTab,
  ]),
  EditorView.updateListener.of(({ state, docChanged, selectionSet }) => {
    if (docChanged || selectionSet) onUpdate(state, docChanged);
  }),
  appearance,
];
