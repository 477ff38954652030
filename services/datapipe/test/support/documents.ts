interface Options {
  readonly type?: 'Text' | 'Number';
  readonly filters?: string;
}

const around = (policy: string, { type = 'Number', filters = '' }: Options = {}): string => `
active_period: { type: Permanent }
filters: { type_input_value: ${type}, max_rate: 0, max_size: 0${filters} }
processing_policy: { ${policy} }
`;

/** Pipelines that let everything through, but for what is said. */
export const lastValue = (options?: Options): string => around('policy_type: LastValue', options);
export const nRecords = (count: number, options?: Options): string =>
  around(`policy_type: NRecords, n_records_count: ${count}`, options);
export const timeWindow = (seconds: number, options?: Options): string =>
  around(`policy_type: TimeWindow, time_window_size: ${seconds}`, options);
export const aggregation = (name: string, seconds: number, options?: Options): string =>
  around(`policy_type: Aggregation, aggregation_functions: ${name}, time_window_size: ${seconds}`, options);

/** A document of several pipelines: the first, and the others by their names. */
export const several = (first: string, additional: Readonly<Record<string, string>>): string => {
  const items = Object.entries(additional).map(
    ([name, document]) => `- name: ${name}${document.trimEnd().replaceAll('\n', '\n  ')}\n`,
  );
  return `${first}additional_pipelines:\n${items.join('')}`;
};
