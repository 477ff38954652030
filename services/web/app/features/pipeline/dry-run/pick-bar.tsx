import { Button, Checkbox, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { RunStep } from '../check/work';
import type { Picks } from './use-picks';

interface PickBarProps {
  readonly picks: Picks;
  readonly shown: readonly RunStep[];
  readonly onTry: () => void;
}

/** Picks all that is shown, or none of it, and takes what is picked along. */
export const PickBar = ({ picks, shown, onTry }: PickBarProps) => {
  const { t } = useTranslation('pipeline');
  const { number } = useFormat();
  const own = shown.filter(picks.canPick);
  const isAll = own.length > 0 && own.every(picks.isPicked);
  return (
    <>
      <Checkbox
        label={t('run.pickAll')}
        checked={isAll}
        indeterminate={!isAll && own.some(picks.isPicked)}
        disabled={own.length === 0}
        onChange={() => picks.set(own, !isAll)}
      />
      <Tooltip label={t('run.pickHelp')}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={16} aria-hidden />}
          disabled={picks.count === 0}
          onClick={onTry}
        >
          {t('run.pick', { amount: number(picks.count) })}
        </Button>
      </Tooltip>
    </>
  );
};
