import { createTheme, rem, type MantineThemeOverride } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const themeWith = (close: string): MantineThemeOverride =>
  createTheme({
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
      // Every window and notice can be closed; a screen reader must hear how.
      CloseButton: { defaultProps: { 'aria-label': close } },
      // Mantine's own colour of a light notice's title falls below 4.5:1.
      Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
      Loader: { defaultProps: { type: 'dots' } },
      Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 360 } },
      Table: { defaultProps: { verticalSpacing: 'xs', highlightOnHover: true } },
      Modal: { defaultProps: { centered: true } },
    },
  });

/** Colours, type and sizes of the interface, and its words for what has none; contrast of text is AA in light and dark. */
export const useTheme = (): MantineThemeOverride => {
  const { t } = useTranslation();
  const close = t('action.close');
  return useMemo(() => themeWith(close), [close]);
};
