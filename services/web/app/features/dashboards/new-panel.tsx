import { Button, Modal, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../ui/use-act';
import { CreatePanelDocument } from './dashboards.generated';
import { NameForm } from './name-form';
import { OTHER_TYPES, typeName, USUAL_TYPES, type PanelType } from './panel-types';

const options = (types: readonly PanelType[]) => types.map((value) => ({ value, label: typeName(value) }));

/** Adds a panel to a board. */
export const NewPanel = ({ dashboardUuid }: { dashboardUuid: string }) => {
  const { t } = useTranslation(['dashboards', 'common']);
  const [isOpen, { open, close }] = useDisclosure();
  const [type, setType] = useState<PanelType>('TIME_SERIES');
  const [, create] = useMutation(CreatePanelDocument);
  const act = useAct();
  const submit = async (title: string) => {
    if (await act(create({ panel: { dashboardUuid, title, type } }), t('panelMade'))) close();
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {t('newPanel')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('newPanel')}>
        <NameForm label={t('panelTitle')} action={t('common:action.create')} onSubmit={submit}>
          <Select
            label={t('type')}
            description={t('typeText')}
            data={[
              { group: t('usual'), items: options(USUAL_TYPES) },
              { group: t('special'), items: options(OTHER_TYPES) },
            ]}
            value={type}
            onChange={(value) => value && setType(value as PanelType)}
            allowDeselect={false}
            searchable
          />
        </NameForm>
      </Modal>
    </>
  );
};
