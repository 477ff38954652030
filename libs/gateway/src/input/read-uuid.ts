const UUID =
  /^(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

/** A UUID in any standard spelling (bare, braced, URN, any case) as lower case with hyphens; null for anything else. */
export const readUuid = (text: string): string | null => {
  const parts = UUID.exec(text);
  return parts ? parts.slice(1).join('-').toLowerCase() : null;
};
