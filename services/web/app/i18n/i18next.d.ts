import 'i18next';
import type admin from './locales/en/admin.json';
import type common from './locales/en/common.json';
import type dashboards from './locales/en/dashboards.json';
import type data from './locales/en/data.json';
import type env from './locales/en/env.json';
import type fleet from './locales/en/fleet.json';
import type git from './locales/en/git.json';
import type guide from './locales/en/guide.json';
import type home from './locales/en/home.json';
import type node from './locales/en/node.json';
import type nodes from './locales/en/nodes.json';
import type permissions from './locales/en/permissions.json';
import type pipeline from './locales/en/pipeline.json';
import type session from './locales/en/session.json';
import type unit from './locales/en/unit.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      admin: typeof admin;
      common: typeof common;
      dashboards: typeof dashboards;
      data: typeof data;
      env: typeof env;
      fleet: typeof fleet;
      git: typeof git;
      guide: typeof guide;
      home: typeof home;
      node: typeof node;
      nodes: typeof nodes;
      permissions: typeof permissions;
      pipeline: typeof pipeline;
      session: typeof session;
      unit: typeof unit;
    };
  }
}
