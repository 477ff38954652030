import { createTheme, rem } from '@mantine/core';

/** Colours, type and sizes of the interface; contrast of text is AA in light and dark. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  autoContrast: true,
  luminanceThreshold: 0.34,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: rem(26) }, h2: { fontSize: rem(19) } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Loader: { defaultProps: { type: 'dots' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 360 } },
    Table: { defaultProps: { verticalSpacing: 'xs', highlightOnHover: true } },
    Modal: { defaultProps: { centered: true } },
  },
});
