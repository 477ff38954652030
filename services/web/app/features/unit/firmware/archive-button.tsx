import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION_HEADER } from '../../../api/client';
import { saveFile } from '../save-file';
import type { Unit } from '../use-unit';

export const ARCHIVES = ['zip', 'tar', 'tgz'] as const;

export type Archive = (typeof ARCHIVES)[number];

/** Devices take another compression of `tgz`; people's programs know gzip. */
const OPTIONS: Partial<Record<Archive, string>> = { tgz: '?wbits=31&level=9' };

/** Where the archive is (`docs/protocol/device.md 5.1`). */
const addressOf = (uuid: string, kind: Archive): string =>
  `/pepeunit/api/v1/units/firmware/${kind}/${uuid}${OPTIONS[kind] ?? ''}`;

/** `<status>: <code>: <label>: <text>` in `detail`, or nothing that is meant for people. */
const reasonOf = async (answer: Response): Promise<string> => {
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: unknown };
  return typeof detail === 'string' ? detail.replace(/^\d{3}: \d+: [^:]+: /, '') : `HTTP ${answer.status}`;
};

/** Fetches an archive and keeps it under the name of the Unit; a refusal is told instead of saved. */
export const ArchiveButton = ({ unit, kind }: { unit: Unit; kind: Archive }) => {
  const { t } = useTranslation('unit');
  const [isBusy, setBusy] = useState(false);
  const fail = (reason: string) =>
    notifications.show({
      color: 'red',
      title: t('firmware.failed'),
      message: reason,
      autoClose: 12_000,
    });
  const download = async () => {
    setBusy(true);
    try {
      const answer = await fetch(addressOf(unit.uuid, kind), { headers: SESSION_HEADER });
      if (answer.ok) saveFile(await answer.blob(), `${unit.name}.${kind}`);
      else fail(await reasonOf(answer));
    } catch {
      fail(t('firmware.lost'));
    }
    setBusy(false);
  };
  return (
    <Button
      component="a"
      href={addressOf(unit.uuid, kind)}
      download={`${unit.name}.${kind}`}
      variant={kind === 'zip' ? 'filled' : 'default'}
      loading={isBusy}
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={(event) => {
        event.preventDefault();
        void download();
      }}
    >
      {t('firmware.download', { name: `${unit.name}.${kind}` })}
    </Button>
  );
};
