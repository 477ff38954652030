import { present, Verbatim } from './presenter';

describe('present', () => {
  it('spells keys in snake_case, at every depth', () => {
    expect(present({ isAutoUpdateFromRepoUnit: true, unitNodes: [{ topicName: 'a' }] })).toEqual({
      is_auto_update_from_repo_unit: true,
      unit_nodes: [{ topic_name: 'a' }],
    });
  });

  it('keeps nulls and lone values', () => {
    expect(present({ repoBranch: null })).toEqual({ repo_branch: null });
    expect([present(null), present('text'), present(0)]).toEqual([null, 'text', 0]);
  });

  it('writes times without zone, and without a fraction that is zero', () => {
    expect(present([new Date('2025-01-02T03:04:05.120Z'), new Date('2025-01-02T03:04:05Z')])).toEqual([
      '2025-01-02T03:04:05.120000',
      '2025-01-02T03:04:05',
    ]);
  });

  it('leaves documents of others alone', () => {
    const env = { someKey: { innerKey: 1 } };
    expect(present(new Verbatim(env))).toEqual(env);
    expect(present({ ifconfig: [{ someKey: 1 }] })).toEqual({ ifconfig: [{ someKey: 1 }] });
  });
});
