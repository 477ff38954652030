import { Injectable } from '@nestjs/common';
import { Transactions, type Transaction } from '@unitfleet/persistence';

/** Does a part of some work behind a key; answers the key that it reached, null at the end, the same for "no further yet". */
export type Step = (transaction: Transaction, after: string) => Promise<string | null>;

const NIL = '00000000-0000-0000-0000-000000000000';

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

  /**
   * Runs the work of a slot in steps. A step and how far it came are one transaction: whatever ends the process, the
   * next look of any process goes on behind it, and nothing is done twice. What a slot has left undone when the next
   * begins is part of the next. A step that reaches no further is taken again at the next look.
   */
  async walk(name: string, slot: number, step: Step): Promise<void> {
    while (await this.advance(name, slot, step));
  }

  /** Answers whether there is more to do. */
  private advance(name: string, slot: number, step: Step): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const { manager } = transaction;
      await manager.query('insert into schedules (name, last_slot) values ($1, $2) on conflict do nothing', [
        name,
        slot,
      ]);
      const [due]: { after: string }[] = await manager.query(
        `select case when last_slot < $2 then $3 else resume_after end as after from schedules
         where name = $1 and (last_slot < $2 or resume_after is not null) for update skip locked`,
        [name, slot, NIL],
      );
      if (!due) return false;
      const reached = await step(transaction, due.after);
      await manager.query(
        'update schedules set last_slot = greatest(last_slot, $2), resume_after = $3 where name = $1',
        [name, slot, reached],
      );
      return reached !== null && reached !== due.after;
    });
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
