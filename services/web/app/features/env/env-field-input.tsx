import { NumberInput, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnvEntry, EnvField, EntryFault } from './env-fields';

interface EnvFieldInputProps {
  readonly field: EnvField;
  readonly entry: EnvEntry;
  readonly fault?: EntryFault;
  readonly onChange: (name: string, entry: EnvEntry) => void;
}

const EXACT = { autoComplete: 'off', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const;
const CODE = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } };

/** One variable, entered as its type wants it. */
export const EnvFieldInput = memo(({ field, entry, fault, onChange }: EnvFieldInputProps) => {
  const { t } = useTranslation('env');
  const { name, kind, isSecret } = field;
  const frame = { label: name, error: fault && t(`fault.${fault}`) };
  const tell = (next: EnvEntry) => onChange(name, next);
  if (kind === 'flag')
    return (
      <Switch label={name} checked={entry === true} onChange={(event) => tell(event.currentTarget.checked)} />
    );
  const text = String(entry);
  if (kind === 'number')
    return <NumberInput {...frame} value={text} onChange={(next) => tell(String(next))} />;
  if (isSecret && kind === 'text')
    return (
      <PasswordInput
        {...frame}
        {...EXACT}
        autoComplete="new-password"
        value={text}
        onChange={(event) => tell(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('reveal', { name }) }}
      />
    );
  if (kind === 'text')
    return (
      <TextInput {...frame} {...EXACT} value={text} onChange={(event) => tell(event.currentTarget.value)} />
    );
  return (
    <Textarea
      {...frame}
      {...EXACT}
      description={kind === 'json' ? t('json.kind') : undefined}
      styles={CODE}
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      onChange={(event) => tell(event.currentTarget.value)}
    />
  );
});
EnvFieldInput.displayName = 'EnvFieldInput';
