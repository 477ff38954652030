import { Button, Tooltip } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BackendTopicCommand } from './unit.generated';
import { useCommand } from './use-command';
import type { Unit } from './use-unit';

interface CommandButtonProps {
  readonly unit: Unit;
  readonly command: BackendTopicCommand;
  readonly variant?: 'filled' | 'default';
  readonly onSent?: () => void;
}

/** Tells the device to do something; a device that is away is told when it comes back. */
export const CommandButton = ({ unit, command, variant = 'default', onSent }: CommandButtonProps) => {
  const { t } = useTranslation('unit');
  const { command: send, isBusy } = useCommand(unit);
  return (
    <Tooltip label={t(`command.why.${command}`)}>
      <Button
        variant={variant}
        loading={isBusy}
        leftSection={<IconSend size={16} aria-hidden />}
        onClick={async () => {
          if (await send(command)) onSent?.();
        }}
      >
        {t(`command.${command}`)}
      </Button>
    </Tooltip>
  );
};
