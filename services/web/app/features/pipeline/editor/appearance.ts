import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'light-dark(#0b6477, #66d9e8)' },
  { tag: [tags.string, tags.content], color: 'light-dark(#2b5a1d, #a9e34b)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  {
    tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace],
    color: 'var(--mantine-color-dimmed)',
  },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: 'light-dark(#7a2e9e, #e599f7)' },
]);

const theme = EditorView.theme({
  '&': {
    color: 'var(--mantine-color-text)',
    backgroundColor: 'light-dark(var(--mantine-color-white), var(--mantine-color-dark-6))',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-md)',
    fontSize: '14px',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '1px' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    minHeight: '300px',
    maxHeight: '62vh',
  },
  '.cm-gutters': {
    backgroundColor: 'light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-7))',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
  },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'light-dark(#1098ad14, #3bc9db14)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'light-dark(#c5f6fa, #0b728566)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-sm)',
    boxShadow: 'var(--mantine-shadow-md)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--mantine-primary-color-filled)',
    color: 'var(--mantine-color-white)',
  },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: 0.8 },
  '.cm-completionInfo, .cm-explained': {
    padding: '6px 10px',
    maxWidth: 'min(360px, 80vw)',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '13px',
  },
  '.cm-diagnostic': { fontFamily: 'var(--mantine-font-family)', fontSize: '13px' },
  '.cm-placeholder': { color: 'var(--mantine-color-dimmed)' },
  '.cm-panels': { backgroundColor: 'var(--mantine-color-body)', color: 'var(--mantine-color-text)' },
});

/** Colours follow the scheme of the page. */
export const appearance = [theme, syntaxHighlighting(words)];
