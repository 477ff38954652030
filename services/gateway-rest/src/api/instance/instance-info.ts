import type { Settings } from '../../settings';

export const INSTANCE = {
  name: 'Unitfleet',
  version: '0.1.0',
  description: 'Self-hosted IoT platform: devices instantiated from Git repositories',
  license: 'Apache-2.0',
  authors: [{ name: 'Unitfleet', email: '' }],
};

/** What an instance tells everybody about itself (`docs/protocol/rest-graphql.md 5.1`). */
export const instanceInfo = (settings: Settings) => {
  const origin = `${settings.PU_SECURE ? 'https' : 'http'}://${settings.PU_DOMAIN}`;
  return {
    ...INSTANCE,
    swagger: `${origin}${settings.PU_APP_PREFIX}/docs`,
    graphql: `${origin}${settings.PU_APP_PREFIX}/graphql`,
    grafana: `${origin}/grafana/`,
    telegramBot: settings.PU_TELEGRAM_BOT_LINK,
    featureFlags: {
      puFfTelegramBotEnable: settings.PU_FF_TELEGRAM_BOT_ENABLE,
      puFfGrafanaIntegrationEnable: settings.PU_FF_GRAFANA_INTEGRATION_ENABLE,
      puFfDatapipeEnable: settings.PU_FF_DATAPIPE_ENABLE,
      puFfDatapipeDefaultLastValueEnable: settings.PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE,
      puFfPrometheusEnable: settings.PU_FF_PROMETHEUS_ENABLE,
    },
  };
};
