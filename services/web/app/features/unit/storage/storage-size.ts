/** An instance takes so many characters, unless it is set up otherwise (`docs/protocol/device.md 2.3`). */
export const STORAGE_CHARACTERS = 1_000_000;

const encoder = new TextEncoder();

/** Code points, as the instance counts, and the bytes of UTF-8 that a device has to hold. */
export const sizeOf = (text: string): { readonly characters: number; readonly bytes: number } => {
  let characters = 0;
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1)
    characters += 1;
  return { characters, bytes: encoder.encode(text).length };
};
