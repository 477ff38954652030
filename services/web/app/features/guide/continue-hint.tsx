import { Alert, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/links';
import { forgetGuide, rememberedGuide } from './guide-memory';
import { currentStep } from './guide-search';

/** The way back to what was begun and left. */
export const ContinueHint = () => {
  const { t } = useTranslation('guide');
  const [known, setKnown] = useState(rememberedGuide);
  if (!known.registry) return null;
  const forget = () => {
    forgetGuide();
    setKnown({});
  };
  return (
    <Alert
      color="cyan"
      title={t('continue.title')}
      withCloseButton
      closeButtonLabel={t('continue.forget')}
      onClose={forget}
    >
      <Group justify="space-between">
        <Text size="sm">{t('continue.text', { step: t(`step.${currentStep(known)}`) })}</Text>
        <LinkButton to="/start" search={known} size="xs">
          {t('continue.action')}
        </LinkButton>
      </Group>
    </Alert>
  );
};
