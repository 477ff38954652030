import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';

/** Which slot of each schedule has been taken: of all processes one runs it, and none runs it twice. */
@Injectable()
export class SchedulesRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Runs the work of a slot, once among all processes; work that fails is due again. The slot at hand when a schedule
   * is first seen counts as run.
   */
  async run(name: string, slot: number, work: () => Promise<void>): Promise<void> {
    if (!(await this.take(name, slot))) return;
    try {
      await work();
    } catch (error) {
      await this.giveBack(name, slot);
      throw error;
    }
  }

  private async giveBack(name: string, slot: number): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query('update schedules set last_slot = $2 - 1 where name = $1 and last_slot = $2', [
        name,
        slot,
      ]),
    );
  }

  private take(name: string, slot: number): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      const [{ inserted }] = await manager.query(
        `with fresh as (
           insert into schedules (name, last_slot) values ($1, $2) on conflict do nothing returning 1)
         select exists (select 1 from fresh) as inserted`,
        [name, slot],
      );
      if (inserted) return false;
      const [, updated] = await manager.query(
        'update schedules set last_slot = $2 where name = $1 and last_slot < $2',
        [name, slot],
      );
      return updated > 0;
    });
  }
}
