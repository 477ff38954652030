/** A fault of the caller that the protocol tells in plain words, without status and code. */
export class PlainError extends Error {}
