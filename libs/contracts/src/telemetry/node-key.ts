/**
 * A node's uuid as its 16 bytes in a binary string: half the size of the text and a fast key of maps on the hot path.
 */
export type NodeKey = string;

const HYPHENS = /-/g;

export const toNodeKey = (uuid: string): NodeKey =>
  Buffer.from(uuid.replace(HYPHENS, ''), 'hex').toString('latin1');

export const toUuid = (key: NodeKey): string => {
  const hex = Buffer.from(key, 'latin1').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
