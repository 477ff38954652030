import { Alert, Button, Code, Group, SegmentedControl, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { LinkAnchor } from '../../ui/links';
import { StackedForm } from '../../ui/stacked-form';
import { useAct } from '../../ui/use-act';
import { EnvFieldInput } from './env-field-input';
import { changeOf, fieldsOf, isPlatformName, readEnv, type Env, type EnvEntry } from './env-fields';
import { EnvJson } from './env-json';
import { SaveUnitEnvDocument } from './env.generated';
import { PlatformVariables } from './platform-variables';
import { ResetEnv } from './reset-env';
import { TellDevice } from './tell-device';

interface EnvEditorProps {
  readonly unitUuid: string;
  readonly repoUuid: string;
  readonly env: Env;
  readonly onSaved?: () => void;
  readonly saveLabel?: string;
}

const ownText = (env: Env): string => {
  const own = Object.entries(env).filter(([name]) => !isPlatformName(name));
  return JSON.stringify(Object.fromEntries(own), null, 2);
};

/** Keeps what was entered until it is saved, whatever comes from the instance meanwhile. */
export const EnvEditor = ({ unitUuid, repoUuid, env, onSaved, saveLabel }: EnvEditorProps) => {
  const { t } = useTranslation('env');
  const act = useAct();
  const [, save] = useMutation(SaveUnitEnvDocument);
  const [entries, setEntries] = useState<Record<string, EnvEntry>>({});
  const [json, setJson] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [isTold, setTold] = useState(true);
  const { own, platform } = useMemo(() => fieldsOf(env), [env]);
  const change = useMemo(() => changeOf(own, entries), [own, entries]);
  const enter = useCallback(
    (name: string, entry: EnvEntry) => setEntries((before) => ({ ...before, [name]: entry })),
    [],
  );
  const typed = json === null ? change.env : readEnv(json);
  const isFaulty = typed === null || (json === null && Object.keys(change.faults).length > 0);
  const isChanged = json === null ? Object.keys(entries).length > 0 : json !== ownText(env);
  const show = (as: string) => {
    if (as === 'json') return setJson(ownText({ ...env, ...change.env }));
    if (!typed) return;
    setEntries(Object.fromEntries(fieldsOf(typed).own.map(({ name, entry }) => [name, entry])));
    setJson(null);
  };
  const submit = async () => {
    if (isFaulty) return;
    if (isChanged && Object.keys(typed).length > 0) {
      setSaving(true);
      const done = await act(save({ uuid: unitUuid, env: JSON.stringify(typed) }), t('saved'));
      setSaving(false);
      if (!done) return;
      setTold(false);
    }
    setEntries({});
    setJson(null);
    onSaved?.();
  };
  return (
    <StackedForm label={t('title')} onSubmit={() => void submit()}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          <Trans
            t={t}
            i18nKey="text"
            components={{
              file: <Code />,
              repo: <LinkAnchor to="/repo/$uuid" params={{ uuid: repoUuid }} inherit underline="always" />,
            }}
          />
        </Text>
        <SegmentedControl
          aria-label={t('show.label')}
          size="xs"
          value={json === null ? 'form' : 'json'}
          onChange={show}
          data={[
            { value: 'form', label: t('show.form') },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </Group>
      {json !== null && <EnvJson text={json} isFaulty={typed === null} onChange={setJson} />}
      {json === null && own.length === 0 && <Alert color="gray">{t('none')}</Alert>}
      {json === null &&
        own.map((field) => (
          <EnvFieldInput
            key={field.name}
            field={field}
            entry={entries[field.name] ?? field.entry}
            fault={change.faults[field.name]}
            onChange={enter}
          />
        ))}
      <PlatformVariables fields={platform} />
      {!isTold && !saveLabel && <TellDevice unitUuid={unitUuid} onDone={() => setTold(true)} />}
      <Group>
        <Button type="submit" loading={isSaving} disabled={isFaulty || (!isChanged && !saveLabel)}>
          {saveLabel ?? t('save')}
        </Button>
        <ResetEnv unitUuid={unitUuid} onDone={() => setEntries({})} />
      </Group>
    </StackedForm>
  );
};
