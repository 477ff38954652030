import { Accordion, Anchor, Code, Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import classes from './guide.module.css';

const SCHEMA = `{
  "input_base_topic": ["update/pepeunit", "env_update/pepeunit", "schema_update/pepeunit", "log_sync/pepeunit"],
  "output_base_topic": ["state/pepeunit", "log/pepeunit"],
  "input_topic": ["led/pepeunit"],
  "output_topic": ["temperature/pepeunit"]
}`;

const ENV = `{ "WIFI_SSID": "", "WIFI_PASS": "", "MEASURE_EVERY_S": 10 }`;

const PROTOCOL = '/pepeunit/docs';

/** What a repository must have to become a device, with an example to copy. */
export const RepositoryNeeds = () => {
  const { t } = useTranslation('guide');
  return (
    <Accordion variant="contained" maw={760} defaultValue="needs">
      <Accordion.Item value="needs">
        <Accordion.Control>{t('needs.title')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <ul className={classes.needs}>
              <li>
                <Trans t={t} i18nKey="needs.schema" components={{ file: <Code /> }} />
                <Code block mt={4} tabIndex={0} aria-label="schema_example.json">
                  {SCHEMA}
                </Code>
              </li>
              <li>
                <Trans t={t} i18nKey="needs.env" components={{ file: <Code /> }} />
                <Code block mt={4} tabIndex={0} aria-label="env_example.json">
                  {ENV}
                </Code>
              </li>
              <li>
                <Trans t={t} i18nKey="needs.program" components={{ file: <Code /> }} />
              </li>
            </ul>
            <Text size="sm">
              <Trans
                t={t}
                i18nKey="needs.more"
                components={{ api: <Anchor href={PROTOCOL} target="_blank" inherit underline="always" /> }}
              />
            </Text>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
};
