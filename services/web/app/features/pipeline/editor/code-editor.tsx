import { redo, undo } from '@codemirror/commands';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { PipelineProblem } from '@unitfleet/pipeline';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useLatest } from '../use-latest';
import type { Explain } from './explain';
import { pipelineEditing } from './extensions';
import { meaningAt } from './meaning-at';
import { usePhrases } from './phrases';
import { rangeOf } from './range-of';

/** What others do to the editor. */
export interface EditorHandle {
  /** Puts another document in the place of this one; it can be undone. */
  replace(document: string): void;
  goTo(problem: PipelineProblem): void;
  undo(): void;
  redo(): void;
}

interface CodeEditorProps {
  readonly ref: Ref<EditorHandle>;
  readonly document: string;
  readonly label: string;
  readonly problems: readonly PipelineProblem[];
  readonly problemText: (problem: PipelineProblem) => string;
  readonly explain: Explain;
  readonly onChange: (document: string) => void;
  readonly onMeaning: (meaning: ReturnType<typeof meaningAt>) => void;
  readonly onSave: () => void;
}

const replaceIn = (view: EditorView, document: string): void => {
  const { doc } = view.state;
  if (doc.toString() !== document) view.dispatch({ changes: { from: 0, to: doc.length, insert: document } });
};

/** A document in CodeMirror; its own state is the truth while it is edited. */
export const CodeEditor = ({ ref, document, problems, problemText, ...rest }: CodeEditorProps) => {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useLatest(rest);
  const phrases = usePhrases();
  const [ownWords] = useState(() => new Compartment());
  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: document,
        extensions: [
          ownWords.of(EditorState.phrases.of(phrases)),
          pipelineEditing({
            explain: () => latest.current.explain,
            onSave: () => latest.current.onSave(),
            onUpdate: (state, isChanged) => {
              if (isChanged) latest.current.onChange(state.doc.toString());
              latest.current.onMeaning(meaningAt(state, state.selection.main.head));
            },
          }),
          EditorView.contentAttributes.of(() => ({ 'aria-label': latest.current.label, tabindex: '0' })),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
    // The editor is made once; what changes afterwards is told to it below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    view.current!.dispatch({ effects: ownWords.reconfigure(EditorState.phrases.of(phrases)) });
  }, [ownWords, phrases]);
  useEffect(() => {
    const { state } = view.current!;
    const diagnostics = problems.map((problem): Diagnostic => ({
      ...rangeOf(state.doc, problem),
      severity: 'error',
      message: problemText(problem),
    }));
    view.current!.dispatch(setDiagnostics(state, diagnostics));
  }, [problems, problemText]);
  useImperativeHandle(ref, () => ({
    replace: (next) => replaceIn(view.current!, next),
    goTo: (problem) => {
      const { from } = rangeOf(view.current!.state.doc, problem);
      view.current!.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.current!.focus();
    },
    undo: () => void undo(view.current!),
    redo: () => void redo(view.current!),
  }));
  return <div ref={place} />;
};
