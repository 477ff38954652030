import { Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconClock, IconCpu, IconDatabase, IconDeviceSdCard, IconNetwork } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { useFormat } from '../../../ui/format';
import type { Unit } from '../use-unit';
import { flashOf, megahertzOf, memoryOf, networkOf, type Network } from './device-state';
import { Sparkline } from './sparkline';
import { SpaceBar, StateCard } from './state-card';

const NetworkCard = ({ network }: { network: Network }) => {
  const { t } = useTranslation('unit');
  return (
    <Paper withBorder p="sm">
      <Table withRowBorders={false} verticalSpacing={2} highlightOnHover={false} variant="vertical">
        <Table.Caption>
          <Text size="sm" span>
            <IconNetwork size={14} aria-hidden /> {t('state.network')}
          </Text>
        </Table.Caption>
        <Table.Tbody>
          {(['address', 'mask', 'gateway', 'dns'] as const).map((part) => (
            <Table.Tr key={part}>
              <Table.Th w={130}>{t(`state.${part}`)}</Table.Th>
              <Table.Td>
                {network[part] ? <CopyField value={network[part]} label={t(`state.${part}`)} /> : '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
};

interface DevicePanelProps {
  readonly state: NonNullable<Unit['unitState']>;
  readonly memoryTrend: readonly number[];
}

/** What the device last said of itself. */
export const DevicePanel = ({ state, memoryTrend }: DevicePanelProps) => {
  const { t } = useTranslation('unit');
  const format = useFormat();
  const memory = memoryOf(state.memFree, state.memAlloc);
  const flash = flashOf(state.statvfs);
  const frequency = megahertzOf(state.freq);
  const network = networkOf(state.ifconfig);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        {memory && (
          <StateCard
            icon={IconDatabase}
            title={t('state.memory')}
            value={t('state.free', { size: format.bytes(memory.free) })}
          >
            <SpaceBar space={memory} label={t('state.memory')} />
            {memoryTrend.length > 1 && <Sparkline values={memoryTrend} label={t('state.trend')} />}
          </StateCard>
        )}
        {flash && (
          <StateCard
            icon={IconDeviceSdCard}
            title={t('state.flash')}
            value={t('state.free', { size: format.bytes(flash.free) })}
          >
            <SpaceBar space={flash} label={t('state.flash')} />
          </StateCard>
        )}
        {frequency !== null && (
          <StateCard
            icon={IconCpu}
            title={t('state.processor')}
            value={t('state.megahertz', { value: format.number(frequency, 0) })}
          />
        )}
        {state.millis !== null && (
          <StateCard icon={IconClock} title={t('state.clock')} value={format.time(state.millis)}>
            <Text size="sm" c="dimmed">
              {t('state.clockWhy')}
            </Text>
          </StateCard>
        )}
      </SimpleGrid>
      {network && <NetworkCard network={network} />}
    </Stack>
  );
};
