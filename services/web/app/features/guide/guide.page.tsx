import { Text } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { getRouteApi, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ContinueHint } from './continue-hint';
import { DeviceStep } from './device-step';
import { EnvStep } from './env-step';
import { GitStep } from './git-step';
import { rememberGuide } from './guide-memory';
import { currentStep, type GuideSearch, type Step } from './guide-search';
import { GuideSteps } from './guide-steps';
import { RepoStep } from './repo-step';
import { UnitStep } from './unit-step';

const route = getRouteApi('/start');

interface StepsProps {
  readonly search: GuideSearch;
  readonly step: Step;
  readonly onGo: (search: GuideSearch) => void;
}

const StepContent = ({ search, step, onGo }: StepsProps) => {
  const { registry = '', repo = '', unit = '' } = search;
  if (step === 'git') return <GitStep search={search} onGo={onGo} />;
  if (step === 'repo')
    return (
      <RepoStep
        registryUuid={registry}
        onCreated={(created) => onGo({ registry, repo: created, step: 'unit' })}
      />
    );
  if (step === 'unit')
    return (
      <UnitStep repoUuid={repo} onCreated={(created) => onGo({ ...search, unit: created, step: 'env' })} />
    );
  if (step === 'env') return <EnvStep unitUuid={unit} onDone={() => onGo({ ...search, step: 'device' })} />;
  return <DeviceStep unitUuid={unit} />;
};

const Guide = () => {
  const { t } = useTranslation('guide');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const step = currentStep(search);
  const top = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => rememberGuide(search), [search]);
  // Who uses the keyboard or a screen reader begins a new step at its name.
  useEffect(() => {
    if (shown.current !== step) top.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <Page title={t('title')} description={t('text')}>
      <GuideSteps search={search} current={step} />
      {step === 'git' && !search.registry && <ContinueHint />}
      <div>
        <Text component="h2" size="lg" fw={650} ref={top} tabIndex={-1} m={0}>
          {t(`${step}.heading`)}
        </Text>
        <Text c="dimmed" size="sm" maw={760}>
          {t(`${step}.text`)}
        </Text>
      </div>
      <StepContent search={search} step={step} onGo={(next) => void navigate({ search: next })} />
    </Page>
  );
};

/** From the address of a Git repository to a device that is connected, in five steps. */
export const GuidePage = () => {
  const { t } = useTranslation(['guide', 'common']);
  const { user, isLoading } = useSession();
  const href = useRouterState({ select: ({ location }) => location.href });
  if (isLoading) return <PageLoading />;
  if (user) return <Guide />;
  return (
    <Page title={t('title')}>
      <EmptyState
        icon={IconRocket}
        title={t('signedOut.title')}
        action={
          <LinkButton to="/sign-in" search={{ next: href }}>
            {t('common:user.signIn')}
          </LinkButton>
        }
      >
        {t('signedOut.text')}
      </EmptyState>
    </Page>
  );
};
