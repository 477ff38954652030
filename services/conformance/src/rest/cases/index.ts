import type { RestCase } from '../rest-case';
import { dashboardCases } from './dashboards.cases';
import { instanceCases } from './instance.cases';
import { permissionCases } from './permissions.cases';
import { pipeCases } from './pipes.cases';
import { registryCases } from './registries.cases';
import { repoCases } from './repos.cases';
import { unitDocumentCases } from './unit-documents.cases';
import { unitNodeCases } from './unit-nodes.cases';
import { unitCases } from './units.cases';
import { userCases } from './users.cases';

/** Every endpoint; in an order in which no row takes away what a later one needs. */
export const REST_CASES: readonly RestCase[] = [
  ...userCases,
  ...registryCases,
  ...repoCases,
  ...unitCases,
  ...unitDocumentCases,
  ...unitNodeCases,
  ...pipeCases,
  ...permissionCases,
  ...dashboardCases,
  ...instanceCases,
];
