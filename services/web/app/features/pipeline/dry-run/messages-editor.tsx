import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { appearance } from '../editor/appearance';
import { useLatest } from '../use-latest';

interface MessagesEditorProps {
  readonly label: string;
  readonly example: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const low = EditorView.theme({ '.cm-scroller': { minHeight: '110px', maxHeight: '280px' } });

/** A field for thousands of lines, with which the one that browsers have is busy for a minute. */
export const MessagesEditor = (props: MessagesEditorProps) => {
  const place = useRef<HTMLDivElement>(null);
  const latest = useLatest(props);
  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          placeholder(latest.current.example),
          EditorView.contentAttributes.of(() => ({ 'aria-label': latest.current.label, tabindex: '0' })),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString());
          }),
          low,
          appearance,
        ],
      }),
    });
    return () => made.destroy();
  }, [latest]);
  return <div ref={place} />;
};
