import type { GraphqlCase } from '../graphql-case';
import { dashboardCases } from './dashboards.cases';
import { operateCases } from './operate.cases';
import { permissionCases } from './permissions.cases';
import { registryCases } from './registries.cases';
import { repoCases } from './repos.cases';
import { unitNodeCases } from './unit-nodes.cases';
import { unitCases } from './units.cases';
import { userCases } from './users.cases';

/** Every query and mutation; in an order in which no row takes away what a later one needs. */
export const GRAPHQL_CASES: readonly GraphqlCase[] = [
  ...userCases,
  ...registryCases,
  ...repoCases,
  ...unitCases,
  ...unitNodeCases,
  ...permissionCases,
  ...dashboardCases,
  ...operateCases,
  {
    operation: 'getBaseMetrics',
    as: 'anonymous',
    verify: (metrics) => expect(metrics.unitNodeEdgeCount).toBe(0),
    refuses: ['garbage'],
    admits: ['stranger', 'unit'],
    bad: [],
  },
];
