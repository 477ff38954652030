import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION_HEADER } from '../api/client';
import { saveFile } from './save-file';

interface DownloadButtonProps extends ButtonProps {
  /** Path on the instance. */
  readonly path: string;
  readonly fileName: string;
  /**
   * May be larger than memory is good for: the browser itself fetches it to the disk. It can where it says that a link is of
   * this page, which it does on safe origins only; elsewhere the file goes through memory as well.
   */
  readonly isLong?: boolean;
  readonly children: ReactNode;
}

/** `<status>: <code>: <label>: <text>` in `detail`, or nothing that is meant for people. */
const reasonOf = async (answer: Response): Promise<string> => {
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: unknown };
  return typeof detail === 'string' ? detail.replace(/^\d{3}: \d+: [^:]+: /, '') : `HTTP ${answer.status}`;
};

/** Takes a file home from the instance, as whoever is signed in; a refusal is told instead of saved. */
export const DownloadButton = ({
  path,
  fileName,
  isLong = false,
  children,
  ...button
}: DownloadButtonProps) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const fail = (message: string) =>
    notifications.show({ color: 'red', title: t('download.failed'), message, autoClose: 12_000 });
  const fetchIt = async () => {
    setBusy(true);
    try {
      const answer = await fetch(path, { headers: SESSION_HEADER });
      if (answer.ok) saveFile(await answer.blob(), fileName);
      else fail(await reasonOf(answer));
    } catch {
      fail(t('download.lost'));
    }
    setBusy(false);
  };
  const click = (event: MouseEvent) => {
    if (isLong && window.isSecureContext) return;
    event.preventDefault();
    void fetchIt();
  };
  return (
    <Button
      component="a"
      href={path}
      download={fileName}
      loading={isBusy}
      leftSection={<IconDownload size={16} aria-hidden />}
      {...button}
      onClick={click}
    >
      {children}
    </Button>
  );
};
