import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The outline of a page that is on its way. */
export const PageLoading = () => {
  const { t } = useTranslation();
  return (
    <Stack gap="md" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton h={34} w={260} />
      <Skeleton h={18} w="60%" />
      <Skeleton h={240} />
    </Stack>
  );
};
