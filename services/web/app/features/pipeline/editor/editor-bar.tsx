import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconDeviceFloppy,
  IconGitCompare,
  IconPencil,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/unit-badges';
import { ChangesWindow } from './changes-window';
import type { EditorHandle } from './code-editor';
import { TemplateMenu } from './template-menu';

interface EditorBarProps {
  readonly editor: RefObject<EditorHandle | null>;
  readonly saved: string;
  readonly document: string;
  readonly isSaving: boolean;
  readonly isWrong: boolean;
  readonly onSave: () => void;
}

const Step = ({
  label,
  icon: Icon,
  onClick,
}: {
  label: string;
  icon: typeof IconArrowBackUp;
  onClick: () => void;
}) => (
  <Tooltip label={label}>
    <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick}>
      <Icon size={18} aria-hidden />
    </ActionIcon>
  </Tooltip>
);

/** What can be done with the document as a whole. */
export const EditorBar = ({ editor, saved, document, isSaving, isWrong, onSave }: EditorBarProps) => {
  const { t } = useTranslation(['pipeline', 'common']);
  const [isComparing, { open, close }] = useDisclosure();
  const isDirty = document !== saved;
  return (
    <Group gap="xs">
      <Button
        leftSection={<IconDeviceFloppy size={18} aria-hidden />}
        disabled={!isDirty || isWrong}
        loading={isSaving}
        onClick={onSave}
      >
        {t('common:action.save')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconGitCompare size={18} aria-hidden />}
        disabled={!isDirty}
        onClick={open}
      >
        {t('editor.changes')}
      </Button>
      <TemplateMenu onChoose={(template) => editor.current?.replace(template)} />
      <Step label={t('editor.undo')} icon={IconArrowBackUp} onClick={() => editor.current?.undo()} />
      <Step label={t('editor.redo')} icon={IconArrowForwardUp} onClick={() => editor.current?.redo()} />
      <span role="status">
        <StateBadge tone={isDirty ? 'warn' : 'quiet'} icon={isDirty ? IconPencil : IconCheck}>
          {isDirty ? t('editor.unsaved') : t('editor.upToDate')}
        </StateBadge>
      </span>
      <ChangesWindow
        isOpen={isComparing}
        onClose={close}
        saved={saved}
        document={document}
        onDiscard={() => editor.current?.replace(saved)}
      />
    </Group>
  );
};
