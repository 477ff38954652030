import type { PipelineProblem } from '@unitfleet/pipeline';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** How the library words its refusals; the parts in brackets are handed on. What is not here is shown as it is. */
const WORDINGS = {
  missing: /^Field required$/,
  oneOf: /^Input should be (?<words>'.+')$/,
  mapping: /^Input should be a mapping$/,
  list: /^Input should be a valid list$/,
  text: /^Input should be a valid string$/,
  integer: /^Input should be a valid integer$/,
  exact: /^Input should be an integer between -2\^53 and 2\^53$/,
  number: /^Input should be a valid number$/,
  finite: /^Input should be a finite number$/,
  boolean: /^Input should be a valid boolean$/,
  time: /^Input should be a valid datetime$/,
  atLeast: /^Input should be greater than or equal to (?<bound>.+)$/,
  atMost: /^Input should be less than or equal to (?<bound>.+)$/,
  neededFor: /^Value error, (?<other>\w+) is required for (?<word>\w+)$/,
  items: /^Value error, every item of filtering_values must be a (?<kind>\w+)$/,
  thresholds: /^Value error, threshold_min must be less than threshold_max$/,
  period: /^Value error, start must be before end$/,
  records: /^Value error, n_records_count must be between (?<least>\d+) and (?<most>\d+)$/,
  windows: /^Value error, time_window_size must be one of (?<sizes>.+)$/,
  size: /^Value error, max_size must be at most (?<bound>\d+)$/,
  aggregated: /^Value error, Aggregation requires type_input_value Number$/,
  oneLastValue:
    /^Value error, a node has one value: only one of its pipelines may have policy_type LastValue$/,
  stages: /^The document must be a mapping of stages$/,
  keyAlone: /^Implicit map keys need to be followed by map values$/,
  indentation:
    /^(?:All (?:mapping|collection|sequence) items must start at the same column|Nested mappings are not allowed in compact mappings|Block collections are not allowed within flow collections|A block sequence may not be used as an implicit map key)$/,
  tabs: /^Tabs are not allowed as indentation$/,
  quote: /^Missing closing (?<quote>["'])quote$/,
  brackets:
    /^Flow (?:map|sequence) in block collection must be sufficiently indented and end with a (?<bracket>.)$/,
  several: /^(?:Source contains multiple documents|Parsed multiple documents).*$/,
  tooLarge: /^The document is larger than (?<bound>\d+) bytes$/,
} as const;

export type Wording = keyof typeof WORDINGS;

const PLACE = /^(?<place>additional_pipelines\[\d+\](?: \([^)]*\))?: )?(?<field>[a-z_]+: )?(?<text>[\s\S]*)$/;

export interface WordedProblem {
  /** What it is about, as it is named in the document; may be empty. */
  readonly place: string;
  readonly wording: Wording | null;
  readonly parts: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Takes a message of the library apart. */
export const wordedProblem = (message: string): WordedProblem => {
  const { place = '', field = '', text = message } = PLACE.exec(message)?.groups ?? {};
  for (const [wording, pattern] of Object.entries(WORDINGS)) {
    const found = pattern.exec(text);
    if (!found) continue;
    return { place: place + field, wording: wording as Wording, parts: { ...found.groups }, text };
  }
  return { place: place + field, wording: null, parts: {}, text };
};

/** Problems in the language of the reader. */
export const useProblemWords = () => {
  const { t } = useTranslation('pipeline');
  return useCallback(
    ({ message }: PipelineProblem): string => {
      const { place, wording, parts, text } = wordedProblem(message);
      return place + (wording ? t(`wording.${wording}`, parts as never) : text);
    },
    [t],
  );
};
