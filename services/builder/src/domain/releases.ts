/** An asset's name and address. */
export type ReleaseAsset = readonly [name: string, url: string];

export interface Release {
  readonly tag: string;
  readonly assets: readonly ReleaseAsset[];
}

/** They travel in one message with room for what is around them. */
const MAX_BYTES = 700 * 1_024;

/**
 * The stored text, `{tag: [[asset name, url], ...]}`; null without releases (`docs/protocol/device.md 5.4`). Of more
 * than one message holds the newest, which come first, are kept.
 */
export const toReleasesData = (releases: readonly Release[]): string | null => {
  const pairs: string[] = [];
  let size = '{}'.length;
  for (const { tag, assets } of releases) {
    const pair = `${JSON.stringify(tag)}:${JSON.stringify(assets)}`;
    size += Buffer.byteLength(pair) + 1;
    if (size > MAX_BYTES) break;
    pairs.push(pair);
  }
  return pairs.length === 0 ? null : `{${pairs.join(',')}}`;
};
