import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';

interface ConfirmByNameProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What must be typed. */
  readonly name: string;
  readonly action: string;
  /** What will be gone. */
  readonly children: ReactNode;
  /** The window closes when it resolves with `true`. */
  readonly onConfirm: () => Promise<boolean>;
}

const Question = ({
  name,
  action,
  children,
  onClose,
  onConfirm,
}: Omit<ConfirmByNameProps, 'isOpen' | 'title'>) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const isDone = await onConfirm();
    setBusy(false);
    if (isDone) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === name) void confirm();
      }}
    >
      <Stack>
        <Alert color="red">{children}</Alert>
        <Text size="sm">
          <Trans t={t} i18nKey="confirm.type" values={{ name }} components={{ b: <b /> }} />
        </Text>
        <TextInput
          aria-label={t('confirm.name')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button color="red" type="submit" disabled={typed !== name} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** For what cannot be undone: the name of the thing has to be typed. */
export const ConfirmByName = ({ isOpen, title, ...question }: ConfirmByNameProps) => (
  <Modal opened={isOpen} onClose={question.onClose} title={title}>
    <Question {...question} />
  </Modal>
);
