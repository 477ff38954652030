const INDENT = 4;

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Text of `env.json` and `schema.json` inside archives: indent of 4 and nothing but printable ASCII, because devices
 * read it with simple parsers (`docs/protocol/device.md 5.2`).
 */
export const toDeviceJson = (value: object): string =>
  // Control characters are escaped by JSON.stringify already, except DEL.
  JSON.stringify(value, null, INDENT).replace(/[\u007f-\uffff]/g, escaped);
