import { warnOfIgnored } from './run-service';

describe('settings that are accepted and ignored', () => {
  it('are warned of when they are given, each once', () => {
    const warn = jest.fn();
    const ignored = { PU_MIN_TOPIC_UPDATE_TIME: 'max_rate takes its place', PU_OTHER: 'gone' };
    warnOfIgnored(ignored, { PU_MIN_TOPIC_UPDATE_TIME: '30', PU_DOMAIN: 'x' }, { warn });
    expect(warn.mock.calls).toEqual([
      [{ setting: 'PU_MIN_TOPIC_UPDATE_TIME', reason: 'max_rate takes its place' }, 'a setting is ignored'],
    ]);
  });
});
