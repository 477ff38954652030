const CHUNK_CHARACTERS = 64 * 1024;

/** Joins many small texts to few buffers, in order; `between` stands between two texts. */
export async function* textChunks(
  texts: AsyncIterable<readonly string[]>,
  between = '',
): AsyncGenerator<Buffer> {
  let gathered = '';
  let isFirst = true;
  for await (const some of texts) {
    for (const text of some) {
      gathered += isFirst ? text : between + text;
      isFirst = false;
      if (gathered.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(gathered);
      gathered = '';
    }
  }
  if (gathered !== '') yield Buffer.from(gathered);
}
