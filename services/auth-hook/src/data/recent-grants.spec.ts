import { RecentGrants } from './recent-grants';

describe('RecentGrants', () => {
  it('knows those of the last minute', () => {
    const grants = new RecentGrants();
    grants.note('a', 0);
    grants.note('b', 30_000);
    grants.note('c', 60_000);
    expect(grants.release()).toEqual(['b', 'c']);
  });

  it('and all of a time in which no change was heard of', () => {
    const grants = new RecentGrants();
    grants.note('a', 0);
    grants.hold();
    grants.note('b', 600_000);
    expect(grants.release()).toEqual(['a', 'b']);
    grants.note('c', 700_000);
    expect(grants.release()).toEqual(['c']);
  });
});
