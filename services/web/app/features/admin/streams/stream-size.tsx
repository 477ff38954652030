import { Box, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';

const NEARLY_FULL = 80;

interface StreamSizeProps {
  readonly name: string;
  readonly bytes: number;
  readonly maxBytes: number | null | undefined;
}

/** How full a stream is; one without a limit in bytes is limited by age. */
export const StreamSize = ({ name, bytes, maxBytes }: StreamSizeProps) => {
  const { t } = useTranslation('admin');
  const format = useFormat();
  if (!maxBytes)
    return (
      <Text size="sm" className="numeric">
        {format.bytes(bytes)}
      </Text>
    );
  const share = Math.min(100, (bytes / maxBytes) * 100);
  const text = t('streams.ofLimit', {
    bytes: format.bytes(bytes),
    most: format.bytes(maxBytes),
    share: format.number(share, 1),
  });
  return (
    <Box maw={320} w="100%">
      <Text size="sm" className="numeric">
        {text}
      </Text>
      <Progress.Root>
        <Progress.Section
          value={share}
          color={share > NEARLY_FULL ? 'red' : 'cyan'}
          aria-label={t('streams.sizeOf', { stream: name })}
          aria-valuetext={text}
        />
      </Progress.Root>
    </Box>
  );
};
