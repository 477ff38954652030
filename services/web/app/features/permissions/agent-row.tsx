import { ActionIcon, Badge, Group, Table, Text, Tooltip } from '@mantine/core';
import { IconCpu, IconTrash, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../ui/links';
import type { Agent, Keeping } from './agents';

interface AgentRowProps {
  readonly agent: Agent;
  readonly name?: string;
  /** It stays, and why. */
  readonly keeping: Keeping | null;
  readonly onRemove: (agent: Agent, name: string) => Promise<unknown>;
}

/** One that has access. */
export const AgentRow = ({ agent, name, keeping, onRemove }: AgentRowProps) => {
  const { t } = useTranslation('permissions');
  const [isBusy, setBusy] = useState(false);
  const shown = name ?? t('hidden', { uuid: agent.uuid.slice(0, 8) });
  const Picture = agent.type === 'USER' ? IconUser : IconCpu;
  const remove = async () => {
    setBusy(true);
    await onRemove(agent, shown);
    setBusy(false);
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Picture size={16} aria-hidden />
          <LinkAnchor
            to={agent.type === 'USER' ? '/user/$uuid' : '/unit/$uuid'}
            params={{ uuid: agent.uuid }}
            size="sm"
            style={{ overflowWrap: 'anywhere' }}
          >
            {shown}
          </LinkAnchor>
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {t(`kind.${agent.type}`)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        {keeping ? (
          <Tooltip label={t(`keeps.${keeping}.why`)}>
            <Badge variant="light" color="gray" tabIndex={0}>
              {t(`keeps.${keeping}.name`)}
            </Badge>
          </Tooltip>
        ) : (
          <Tooltip label={t('remove', { name: shown })}>
            <ActionIcon
              variant="subtle"
              color="red"
              loading={isBusy}
              aria-label={t('remove', { name: shown })}
              onClick={() => void remove()}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
};
