import { useTranslation } from 'react-i18next';
import { archivePath, type Archive } from '../../../api/archive-path';
import { DownloadButton } from '../../../ui/download-button';
import type { Unit } from '../use-unit';

/** Takes an archive home under the name of the Unit. */
export const ArchiveButton = ({ unit, kind }: { unit: Unit; kind: Archive }) => {
  const { t } = useTranslation('unit');
  const fileName = `${unit.name}.${kind}`;
  return (
    <DownloadButton
      path={archivePath(unit.uuid, kind)}
      fileName={fileName}
      variant={kind === 'zip' ? 'filled' : 'default'}
    >
      {t('firmware.download', { name: fileName })}
    </DownloadButton>
  );
};
