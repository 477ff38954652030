import { SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES, type Language } from '../i18n/i18n';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** Language and colours; they are remembered in this browser. */
export const AppearanceSettings = () => {
  const { t, i18n } = useTranslation(['session', 'common']);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="sm">
      <Title order={2}>{t('common:appearance.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('profile.appearance')}
      </Text>
      <SegmentedControl
        aria-label={t('common:appearance.language')}
        value={i18n.language}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        onChange={(language) => void chooseLanguage(language as Language)}
      />
      <SegmentedControl
        aria-label={t('common:appearance.scheme')}
        value={colorScheme}
        data={SCHEMES.map((value) => ({ value, label: t(`common:appearance.${value}`) }))}
        onChange={(scheme) => setColorScheme(scheme as (typeof SCHEMES)[number])}
      />
    </Stack>
  );
};
