/** Writes a variable byte integer (MQTT 5, 1.5.5); returns where it ends. */
export function writeVariable(bytes: Buffer, value: number, at: number): number {
  let rest = value;
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/** How many bytes `writeVariable` writes. */
export function variableLength(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
}
