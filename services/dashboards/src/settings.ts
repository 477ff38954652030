import { databaseSettings, flag, processSettings, tokenSettings, wholeNumber } from '@unitfleet/config';
import { NAME_SYMBOLS } from '@unitfleet/security';
import { z } from 'zod';

const MONTH_SECONDS = 2_678_400;

/** Settings of `dashboards` (`docs/protocol/rest-graphql.md 9`). */
export const dashboardsSettings = processSettings.extend({
  ...databaseSettings.shape,
  ...tokenSettings.shape,
  /** Off: every operation of this service is refused. */
  PU_FF_GRAFANA_INTEGRATION_ENABLE: flag(true),
  /** Life of a Grafana session, seconds; that of a User's token. */
  PU_AUTH_TOKEN_EXPIRATION: wholeNumber(MONTH_SECONDS, { min: 60 }),
  PU_GRAFANA_LIMIT_UNIT_NODE_PER_ONE_PANEL: wholeNumber(10, { min: 1 }),
  PU_AVAILABLE_NAME_ENTITY_SYMBOLS: z.string().default(NAME_SYMBOLS),
});

export type DashboardsSettings = z.infer<typeof dashboardsSettings>;

/** Injection token of the settings. */
export const DASHBOARDS_SETTINGS = Symbol('DashboardsSettings');
