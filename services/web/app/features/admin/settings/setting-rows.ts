import type { AdminSettingsQuery } from '../admin.generated';

type Process = AdminSettingsQuery['getServices'][number];

/** A value, and who has it. */
export interface SettingValue {
  readonly value: string;
  /** Services; processes of a service when they do not agree. */
  readonly who: readonly string[];
}

export interface SettingRow {
  readonly name: string;
  /** One where all agree. */
  readonly values: readonly SettingValue[];
}

const holders = (processes: readonly Process[], name: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const { service, instance, settings } of processes) {
    const value = settings.find((setting) => setting.name === name)?.value;
    if (value !== undefined) found.set(`${service} ${instance}`, value);
  }
  return found;
};

const valuesOf = (processes: readonly Process[], name: string): SettingValue[] => {
  const found = holders(processes, name);
  const valueOf = ({ service, instance }: Process) => found.get(`${service} ${instance}`);
  const values = new Map<string, Set<string>>();
  for (const process of processes) {
    const value = valueOf(process);
    if (value === undefined) continue;
    const siblings = processes.filter(({ service }) => service === process.service).map(valueOf);
    const isOne = siblings.every((sibling) => sibling === undefined || sibling === value);
    const who = isOne ? process.service : `${process.service} (${process.instance})`;
    values.set(value, (values.get(value) ?? new Set()).add(who));
  }
  return [...values].map(([value, who]) => ({ value, who: [...who] }));
};

/** Settings of all processes by their names: a value per setting where all agree, else who has which. */
export const settingRows = (processes: readonly Process[]): SettingRow[] => {
  const names = new Set(processes.flatMap(({ settings }) => settings.map(({ name }) => name)));
  return [...names].sort().map((name) => ({ name, values: valuesOf(processes, name) }));
};

/** Those in whose name, values or services the words are. */
export const matching = (rows: readonly SettingRow[], words: string): SettingRow[] => {
  const wanted = words.trim().toLowerCase();
  const isIn = (text: string) => text.toLowerCase().includes(wanted);
  return rows.filter(
    ({ name, values }) => isIn(name) || values.some(({ value, who }) => isIn(value) || who.some(isIn)),
  );
};
