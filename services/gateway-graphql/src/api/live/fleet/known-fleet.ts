import type { FleetUnit } from '@unitfleet/contracts';

export type FleetChangeKind = 'Created' | 'Updated' | 'Deleted';

/** One Unit, as a client is told of it. */
export interface FleetChange extends FleetUnit {
  /** Created and Deleted are as the client sees it: a Unit also comes into sight and goes out of it. */
  readonly kind: FleetChangeKind;
}

const isSame = (one: FleetUnit, other: FleetUnit): boolean =>
  one.isOnline === other.isOnline &&
  one.firmwareUpdateStatus === other.firmwareUpdateStatus &&
  one.currentCommitVersion === other.currentCommitVersion;

/** What the client of one subscription knows of the fleet. */
export class KnownFleet {
  private units = new Map<string, FleetUnit>();

  /** These are all that there is to see. */
  begin(units: readonly FleetUnit[]): void {
    this.units = new Map(units.map((unit) => [unit.uuid, unit]));
  }

  get(uuid: string): FleetUnit | undefined {
    return this.units.get(uuid);
  }

  /**
   * Takes a look at Units in, and answers what it tells that the client does not know.
   *
   * @param asked which Units were looked for; null for all.
   */
  take(found: readonly FleetUnit[], asked: ReadonlySet<string> | null): FleetChange[] {
    const changes: FleetChange[] = [];
    const there = new Set<string>();
    for (const unit of found) {
      there.add(unit.uuid);
      const known = this.units.get(unit.uuid);
      if (known && isSame(known, unit)) continue;
      this.units.set(unit.uuid, unit);
      changes.push({ ...unit, kind: known ? 'Updated' : 'Created' });
    }
    for (const uuid of asked ?? [...this.units.keys()]) {
      const known = this.units.get(uuid);
      if (!known || there.has(uuid)) continue;
      this.units.delete(uuid);
      changes.push({ ...known, isOnline: false, kind: 'Deleted' });
    }
    return changes;
  }
}
