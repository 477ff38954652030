import {
  convertTomlToReadme,
  ANONYMOUS,
  releaseRepo,
  repoDeleted,
  repoUpdated,
  reserveRepo,
  updateUnit,
  type VisibilityLevel,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { DataSource } from 'typeorm';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

const REFUSED = '422: 2: Validation Error';

describe('reservations of Repos', () => {
  let rig: UnitsRig;
  const maker = newUser();

  const newRepo = (): PlayedRepo => {
    const repo = fleet.addRepo();
    fleet.push(repo, version(['in'], []), 'v1');
    return repo;
  };
  const reserveBriefly = async (repo: PlayedRepo, level: VisibilityLevel | null) =>
    (await rig.ask({ kind: 'Backend' }, reserveRepo, { repoUuid: repo.uuid, level })).reservationUuid;
  /** It lasts for as long as any test does. */
  const reserve = async (repo: PlayedRepo, level: VisibilityLevel | null) => {
    const reservation = await reserveBriefly(repo, level);
    await rig.query(`update repo_reservations set until = now() + interval '1 day' where uuid = $1`, [
      reservation,
    ]);
    return reservation;
  };
  const release = (reservationUuid: string) => rig.ask({ kind: 'Backend' }, releaseRepo, { reservationUuid });

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());

  it('are refused while Units stand against the change', async () => {
    const repo = newRepo();
    await reserve(newRepo(), null);
    await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    await expect(reserve(repo, null)).rejects.toThrow(REFUSED);
    await expect(reserve(repo, 'Private')).rejects.toThrow(REFUSED);
    await release(await reserve(repo, 'Internal'));
    await release(await reserve(repo, 'Public'));
  });

  it('hold up Units that would stand against the change, until they are released', async () => {
    const repo = newRepo();
    const unit = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    const reservation = await reserve(repo, 'Internal');
    await expect(rig.create(maker, repo)).rejects.toThrow(REFUSED);
    await expect(rig.ask(maker, updateUnit, { uuid: unit.uuid, visibilityLevel: 'Public' })).rejects.toThrow(
      REFUSED,
    );
    await rig.ask(maker, updateUnit, { uuid: unit.uuid, name: 'still-internal' });
    await rig.create(maker, repo, { visibilityLevel: 'Private' });
    await release(reservation);
    await rig.create(maker, repo);

    const empty = newRepo();
    const deletion = await reserve(empty, null);
    await expect(rig.create(maker, empty, { visibilityLevel: 'Private' })).rejects.toThrow(REFUSED);
    await release(deletion);
    await rig.create(maker, empty);
  });

  it('end by the clock of the database', async () => {
    const repo = newRepo();
    const reservation = await reserveBriefly(repo, null);
    const [row] = await rig.query<{ seconds: number }>(
      `select extract(epoch from until - now())::float as seconds from repo_reservations where uuid = $1`,
      [reservation],
    );
    expect(row?.seconds).toBeGreaterThan(0);
    expect(row?.seconds).toBeLessThanOrEqual(30);
    await rig.query(`update repo_reservations set until = now() where uuid = $1`, [reservation]);
    await rig.create(maker, repo);
  });

  it('end with the news of their change, not with that of an earlier one', async () => {
    const repo = newRepo();
    const news = (of: PlayedRepo, aggregateVersion: number) =>
      rig.publish(
        repoUpdated,
        of.uuid,
        { uuid: of.uuid, repositoryRegistryUuid: of.repositoryRegistryUuid },
        aggregateVersion,
      );
    const reservation = await reserve(repo, 'Private');
    const isReleased = async (uuid: string) => {
      const [row] = await rig.query<{ released_at: Date | null }>(
        'select released_at from repo_reservations where uuid = $1',
        [uuid],
      );
      return row?.released_at !== null;
    };
    await news(repo, 2);
    const other = newRepo();
    other.visibilityLevel = 'Internal';
    const otherReservation = await reserve(other, 'Internal');
    await news(other, 2);
    await eventually(async () => expect(await isReleased(otherReservation)).toBe(true));
    expect(await isReleased(reservation)).toBe(false);
    await expect(rig.create(maker, repo)).rejects.toThrow(REFUSED);

    repo.visibilityLevel = 'Private';
    repo.creatorUuid = maker.uuid;
    await news(repo, 3);
    await eventually(async () => expect(await isReleased(reservation)).toBe(true));
    await rig.create(maker, repo, { visibilityLevel: 'Private' });

    const gone = newRepo();
    const deletion = await reserve(gone, null);
    await rig.publish(repoDeleted, gone.uuid, { uuid: gone.uuid }, 2);
    await eventually(async () => expect(await isReleased(deletion)).toBe(true));
  });

  describe('leave no gap', () => {
    const waits = (what: string) =>
      eventually(async () => {
        const rows = await rig.query(`select 1 from pg_locks where not granted and ${what}
           and database = (select oid from pg_database where datname = current_database())`);
        expect(rows.length).toBeGreaterThan(0);
      });
    /** Holds up whoever writes to a table, while the work goes on. */
    const withHeld = async (table: string, work: () => Promise<void>) => {
      const runner = rig.units.get(DataSource).createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query(`lock table ${table} in exclusive mode`);
        await work();
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    };

    it('a reservation waits for a Unit that is being made', async () => {
      const repo = newRepo();
      let creation: Promise<unknown> = Promise.resolve();
      let reservation: Promise<unknown> = Promise.resolve();
      await withHeld('permissions', async () => {
        creation = rig.create(maker, repo);
        await waits(`relation = 'permissions'::regclass`);
        reservation = expect(reserve(repo, null)).rejects.toThrow(REFUSED);
        await waits(`locktype = 'advisory'`);
      });
      await creation;
      await reservation;
    });

    it('a Unit waits for a reservation that is being made', async () => {
      const repo = newRepo();
      let creation: Promise<unknown> = Promise.resolve();
      let reservation: Promise<unknown> = Promise.resolve();
      await withHeld('repo_reservations', async () => {
        reservation = reserve(repo, 'Internal');
        await waits(`relation = 'repo_reservations'::regclass`);
        creation = expect(rig.create(maker, repo)).rejects.toThrow(REFUSED);
        await waits(`locktype = 'advisory'`);
      });
      await reservation;
      await creation;
    });

    it('of both at once one wins', async () => {
      for (const level of [null, 'Internal'] as const) {
        const repo = newRepo();
        const [reserved, created] = await Promise.allSettled([reserve(repo, level), rig.create(maker, repo)]);
        expect([reserved.status, created.status].sort()).toEqual(['fulfilled', 'rejected']);
      }
    });
  });

  it('what was asked about the Repo before its change is asked again', async () => {
    const repo = newRepo();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const asked = new Promise<void>((resolve) => {
      // The last question before the Unit is stored. The service asks about other Repos by itself.
      let questions = 0;
      fleet.beforeRepos = async (uuids) => {
        if (!uuids.includes(repo.uuid)) return;
        questions += 1;
        if (questions !== 2) return;
        resolve();
        await held;
      };
    });
    const creation = rig.create(maker, repo);
    const outcome = expect(creation).rejects.toThrow(REFUSED);
    await asked;
    const reservation = await reserve(repo, 'Internal');
    repo.visibilityLevel = 'Internal';
    await release(reservation);
    letGo();
    await outcome;
    fleet.beforeRepos = () => Promise.resolve();
  });
});

describe('READMEs', () => {
  let rig: UnitsRig;
  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());

  it('are written for Users', async () => {
    const document = new TextEncoder().encode('[general]\nname = "Lamp"\nlanguage = "Go"');
    expect(await rig.ask(newUser(), convertTomlToReadme, { document })).toEqual({
      markdown: '# Lamp\n\nParameter | Implementation\n-- | --\nLang | `Go`\n',
    });
    for (const actor of [ANONYMOUS, asUnit(newUser()), { kind: 'Backend' } as const])
      await expect(rig.ask(actor, convertTomlToReadme, { document })).rejects.toThrow('403: 1: No Access');
    const broken = new TextEncoder().encode('[general');
    await expect(rig.ask(newUser(), convertTomlToReadme, { document: broken })).rejects.toThrow(
      '422: 16: Readme Generation Error',
    );
  });
});
