import type { CreatePanelMutationVariables } from './dashboards.generated';

/** A panel's type, as Grafana knows it. */
export type PanelType = CreatePanelMutationVariables['panel']['type'];

/** How a panel is drawn on this page; Grafana has a form of its own for each type. */
export type PanelForm = 'chart' | 'value' | 'table';

const CHARTS: readonly PanelType[] = [
  'TIME_SERIES',
  'TREND',
  'BAR_CHART',
  'XY_CHART',
  'CANDLESTICK',
  'HEATMAP',
  'HOURLY_HEATMAP',
  'HISTOGRAM',
];

const VALUES: readonly PanelType[] = ['STAT', 'GAUGE', 'BAR_GAUGE', 'PIE_CHART', 'TEXT', 'STATE_TIMELINE'];

/** Those that people choose first; the others are Grafana's special ones. */
export const USUAL_TYPES: readonly PanelType[] = [
  'TIME_SERIES',
  'STAT',
  'TABLE',
  'BAR_CHART',
  'GAUGE',
  'BAR_GAUGE',
];

export const OTHER_TYPES: readonly PanelType[] = [
  'ALERT_LIST',
  'ANNOTATION_LIST',
  'CANDLESTICK',
  'CANVAS',
  'DASHBOARD_LIST',
  'FLAME_GRAPH',
  'GEOMAP',
  'HEATMAP',
  'HISTOGRAM',
  'HOURLY_HEATMAP',
  'LOGS',
  'NEWS',
  'NODE_GRAPH',
  'PIE_CHART',
  'STATE_TIMELINE',
  'STATUS_HISTORY',
  'TEXT',
  'TRACES',
  'TREND',
  'XY_CHART',
];

export const formOf = (type: PanelType): PanelForm => {
  if (CHARTS.includes(type)) return 'chart';
  return VALUES.includes(type) ? 'value' : 'table';
};

/** `TIME_SERIES` -> `Time series`: Grafana's names are not translated there either. */
export const typeName = (type: PanelType): string => {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
};
