import { inflateRawSync } from 'node:zlib';

const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** The one file of a zip: its name and its text. */
export const unzipOne = (zip: Buffer): { name: string; text: string } => {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(END);
  expect(zip.readUInt16LE(end + 10)).toBe(1);
  const entry = zip.readUInt32LE(end + 16);
  expect(zip.readUInt32LE(entry)).toBe(CENTRAL);
  const name = zip.toString('utf8', entry + 46, entry + 46 + zip.readUInt16LE(entry + 28));
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  return { name, text: inflateRawSync(data).toString('utf8') };
};
