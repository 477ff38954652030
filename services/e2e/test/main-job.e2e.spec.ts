import { MAIN_JOB, Story } from '../src/main-job';

jest.setTimeout(300_000);

/** The main job, from a Git repository to a living device and stored data, through public faces only. */
describe('the main job', () => {
  const story = new Story();

  beforeAll(() => story.begin());
  afterAll(() => story.end());

  for (const part of MAIN_JOB) part(story);
});
