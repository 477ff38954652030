import { Button, Group, Modal, Stack, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './changes.module.css';
import { diffLines } from './diff';

interface ChangesWindowProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly saved: string;
  readonly document: string;
  readonly onDiscard: () => void;
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

const Comparison = ({ saved, document }: Pick<ChangesWindowProps, 'saved' | 'document'>) => {
  const { t } = useTranslation('pipeline');
  const lines = useMemo(() => diffLines(saved, document), [saved, document]);
  return (
    // A region that scrolls must be reachable by keyboard.
    <pre className={classes.lines} tabIndex={0} aria-label={t('changes.title')}>
      {lines.map(({ kind, text }, index) => (
        <div key={index} className={classes[kind]}>
          <span aria-hidden>{SIGNS[kind]} </span>
          {kind !== 'same' && <VisuallyHidden>{t(`changes.${kind}`)}: </VisuallyHidden>}
          {text}
        </div>
      ))}
    </pre>
  );
};

/** What would be saved, beside what is. */
export const ChangesWindow = ({ isOpen, onClose, saved, document, onDiscard }: ChangesWindowProps) => {
  const { t } = useTranslation(['pipeline', 'common']);
  const discard = () => {
    onDiscard();
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('changes.title')} size="lg">
      <Stack>
        <Comparison saved={saved} document={document} />
        <Group justify="space-between">
          <Button variant="light" color="red" onClick={discard}>
            {t('editor.discard')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
