import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { EnvEditor } from './env-editor';
import { readEnv } from './env-fields';
import { UnitEnvDocument } from './env.generated';

interface EnvFormProps {
  readonly unitUuid: string;
  /** Whose `env_example.json` names the variables. */
  readonly repoUuid: string;
  /** Told after a change was saved; with `saveLabel` also when there was nothing to save. */
  readonly onSaved?: () => void;
  /** In the place of "Save", where saving leads on. */
  readonly saveLabel?: string;
}

/** The variables of a Unit in a form made of their names and values; for the Unit's creator alone. */
export const EnvForm = ({ unitUuid, ...rest }: EnvFormProps) => {
  const { t } = useTranslation('env');
  const [{ data, error }, ask] = useQuery({ query: UnitEnvDocument, variables: { uuid: unitUuid } });
  const env = useMemo(() => (data ? readEnv(data.getUnitEnv) : null), [data]);
  if (env) return <EnvEditor key={unitUuid} unitUuid={unitUuid} env={env} {...rest} />;
  if (error) return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  return (
    <Stack role="status" maw={640}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton h={56} />
      <Skeleton h={56} />
      <Skeleton h={56} />
    </Stack>
  );
};
