import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface EnvJsonProps {
  readonly text: string;
  readonly isFaulty: boolean;
  readonly onChange: (text: string) => void;
}

/** All variables at once, to paste or to change their types. */
export const EnvJson = ({ text, isFaulty, onChange }: EnvJsonProps) => {
  const { t } = useTranslation('env');
  return (
    <Textarea
      label={t('json.label')}
      description={t('json.text')}
      error={isFaulty && t('fault.object')}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      spellCheck={false}
      autoComplete="off"
      autosize
      minRows={6}
      maxRows={24}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
