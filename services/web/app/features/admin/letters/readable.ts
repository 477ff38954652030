/** A message as a person reads it: indented when it is JSON; what was cut is left as it came. */
export const readable = (payload: string): string => {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
};
