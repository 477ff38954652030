import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

const SERIES = {
  light: ['#0b7285', '#c2255c', '#5f3dc4', '#2b8a3e', '#d9480f', '#1864ab', '#862e9c', '#5c940d'],
  dark: ['#3bc9db', '#faa2c1', '#b197fc', '#69db7c', '#ffa94d', '#74c0fc', '#e599f7', '#c0eb75'],
} as const;

const INK = {
  light: { axis: '#495057', grid: '#00000014', select: '#0b728526' },
  dark: { axis: '#c1c2c5', grid: '#ffffff1a', select: '#3bc9db33' },
} as const;

export interface ChartColors {
  readonly axis: string;
  readonly grid: string;
  readonly select: string;
  /** Of the series at that place; they come again after the last. */
  of(index: number): string;
}

/** Colours of charts, readable on the background of the chosen appearance. */
export const useChartColors = (): ChartColors => {
  const scheme = useComputedColorScheme('light');
  return useMemo(
    () => ({ ...INK[scheme], of: (index) => SERIES[scheme][index % SERIES[scheme].length]! }),
    [scheme],
  );
};
