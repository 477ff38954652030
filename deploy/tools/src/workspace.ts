import { join } from 'node:path';

/** The folder of the repository. */
export const WORKSPACE = join(__dirname, '..', '..', '..');

export const EVENTS_FOLDER = 'libs/contracts/src/events';
export const FIXTURES_FOLDER = 'libs/contracts/fixtures/events';
