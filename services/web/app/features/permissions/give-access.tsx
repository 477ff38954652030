import { Button, Group, Loader, SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, AgentType } from './agents';
import { useAgentSearch } from './use-agent-search';

interface GiveAccessProps {
  /** Who has it already. */
  readonly has: ReadonlySet<string>;
  readonly onGive: (agent: Agent, name: string) => Promise<boolean>;
}

const PAUSE_MS = 250;

interface ChoiceProps extends GiveAccessProps {
  readonly type: AgentType;
}

const AgentChoice = ({ type, has, onGive }: ChoiceProps) => {
  const { t } = useTranslation('permissions');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [asked] = useDebouncedValue(words === chosen?.label ? '' : words, PAUSE_MS);
  const { found, isSearching } = useAgentSearch(type, asked);
  const free = found.filter(({ value }) => !has.has(value));
  const offered = chosen && !free.some(({ value }) => value === chosen.value) ? [chosen, ...free] : free;
  const give = async () => {
    if (!chosen) return;
    setBusy(true);
    const isDone = await onGive({ uuid: chosen.value, type }, chosen.label);
    setBusy(false);
    if (!isDone) return;
    setChosen(null);
    setWords('');
  };
  return (
    <>
      <Select
        aria-label={t(`find.${type}`)}
        placeholder={t(`find.${type}`)}
        flex="1 1 200px"
        searchable
        clearable
        data={offered}
        filter={({ options }) => options}
        value={chosen?.value ?? null}
        onChange={(_value, option) => setChosen(option)}
        searchValue={words}
        onSearchChange={setWords}
        nothingFoundMessage={isSearching ? t('searching') : t('nothing')}
        rightSection={isSearching && words !== '' ? <Loader size={14} /> : undefined}
      />
      <Button
        leftSection={<IconUserPlus size={16} aria-hidden />}
        disabled={!chosen}
        loading={isBusy}
        onClick={() => void give()}
      >
        {t('give')}
      </Button>
    </>
  );
};

/** Lets one more see the resource: found by name. */
export const GiveAccess = (props: GiveAccessProps) => {
  const { t } = useTranslation('permissions');
  const [type, setType] = useState<AgentType>('USER');
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label={t('whom')}
        value={type}
        onChange={(next) => setType(next as AgentType)}
        data={[
          { value: 'USER', label: t('kind.USER') },
          { value: 'UNIT', label: t('kind.UNIT') },
        ]}
      />
      <AgentChoice key={type} type={type} {...props} />
    </Group>
  );
};
