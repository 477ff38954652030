import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../../ui/download-button';
import type { Unit } from '../use-unit';

export const ARCHIVES = ['zip', 'tar', 'tgz'] as const;

export type Archive = (typeof ARCHIVES)[number];

/** Devices take another compression of `tgz`; people's programs know gzip. */
const OPTIONS: Partial<Record<Archive, string>> = { tgz: '?wbits=31&level=9' };

/** Where the archive is (`docs/protocol/device.md 5.1`). */
const addressOf = (uuid: string, kind: Archive): string =>
  `/pepeunit/api/v1/units/firmware/${kind}/${uuid}${OPTIONS[kind] ?? ''}`;

/** Takes an archive home under the name of the Unit. */
export const ArchiveButton = ({ unit, kind }: { unit: Unit; kind: Archive }) => {
  const { t } = useTranslation('unit');
  const fileName = `${unit.name}.${kind}`;
  return (
    <DownloadButton
      path={addressOf(unit.uuid, kind)}
      fileName={fileName}
      variant={kind === 'zip' ? 'filled' : 'default'}
    >
      {t('firmware.download', { name: fileName })}
    </DownloadButton>
  );
};
