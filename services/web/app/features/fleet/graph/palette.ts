import type { ThingKind } from '../fleet-search';
import type { UnitState } from './thing';

export interface Palette {
  readonly states: Record<UnitState, string>;
  readonly kinds: Record<Exclude<ThingKind, 'unit'>, string>;
  readonly belongs: string;
  readonly flow: string;
  readonly near: string;
  readonly text: string;
  readonly ground: string;
}

/** Of the eight colours that are told apart with any eyes (Okabe and Ito). */
const STATES: Record<UnitState, string> = {
  error: '#d55e00',
  updating: '#0072b2',
  outdated: '#e69f00',
  online: '#009e73',
  offline: '#8d959d',
};

/** Colours of the graph; only Units, which have states, are in colour. */
export const PALETTES: Record<'light' | 'dark', Palette> = {
  light: {
    states: STATES,
    kinds: { registry: '#212529', repo: '#6741d9', node: '#adb5bd' },
    belongs: '#dee2e6',
    flow: '#b9a4f5',
    near: '#1098ad',
    text: '#212529',
    ground: '#ffffff',
  },
  dark: {
    states: { ...STATES, updating: '#56b4e9' },
    kinds: { registry: '#f1f3f5', repo: '#b197fc', node: '#686f76' },
    belongs: '#3b4046',
    flow: '#6b52b8',
    near: '#3bc9db',
    text: '#e9ecef',
    ground: '#242424',
  },
};
