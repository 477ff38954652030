import { Button, Menu, Text } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TEMPLATES, type TemplateName } from './templates';

/** Documents to begin with; choosing one can be undone. */
export const TemplateMenu = ({ onChoose }: { onChoose: (document: string) => void }) => {
  const { t } = useTranslation('pipeline');
  return (
    <Menu position="bottom-start" width={320} withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTemplate size={18} aria-hidden />}>
          {t('editor.templates')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(TEMPLATES) as TemplateName[]).map((name) => (
          <Menu.Item key={name} onClick={() => onChoose(TEMPLATES[name])}>
            <Text size="sm" fw={600}>
              {t(`template.${name}.name`)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`template.${name}.text`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
