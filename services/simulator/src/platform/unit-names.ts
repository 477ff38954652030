/** Names of Units have 4 to 20 characters (`docs/protocol/rest-graphql.md`); the number takes the last seven. */
const DIGITS = 6;
export const LONGEST_NAME = 20 - DIGITS - 1;

/** `sim-000042`: by its name a Unit is known again at the next run. */
export const unitName = (prefix: string, number: number): string =>
  `${prefix}-${String(number).padStart(DIGITS, '0')}`;

/** The number of a simulated Unit; null of other Units. */
export const numberOfUnit = (prefix: string, name: string): number | null => {
  const digits = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : '';
  return new RegExp(`^\\d{${DIGITS}}$`).test(digits) ? Number(digits) : null;
};
