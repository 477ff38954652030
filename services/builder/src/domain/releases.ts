/** An asset's name and address. */
export type ReleaseAsset = readonly [name: string, url: string];

export interface Release {
  readonly tag: string;
  readonly assets: readonly ReleaseAsset[];
}

/** The stored text, `{tag: [[asset name, url], ...]}`; null without releases (`docs/protocol/device.md 5.4`). */
export const toReleasesData = (releases: readonly Release[]): string | null =>
  releases.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(releases.map(({ tag, assets }) => [tag, assets])));
