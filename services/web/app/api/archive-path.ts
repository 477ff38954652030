/** Forms in which the instance gives a Unit's archive. */
export const ARCHIVES = ['zip', 'tar', 'tgz'] as const;

export type Archive = (typeof ARCHIVES)[number];

/** Devices take another compression of `tgz`; people's programs know gzip. */
const OPTIONS: Partial<Record<Archive, string>> = { tgz: '?wbits=31&level=9' };

/** Where a browser that is signed in gets the archive (`docs/protocol/device.md 5.1`). */
export const archivePath = (unitUuid: string, form: Archive): string =>
  `/pepeunit/api/v1/units/firmware/${form}/${unitUuid}${OPTIONS[form] ?? ''}`;
