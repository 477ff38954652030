import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  countUnitVersions,
  DomainError,
  findExistingUnits,
  releaseRepo,
  reserveRepo,
  VISIBILITY_LEVELS,
  type OperationInput,
  type OperationResponse,
  type VisibilityLevel,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';

type Census = OperationResponse<typeof countUnitVersions>;
type Reservation = OperationInput<typeof reserveRepo>;

/** `units` as far as `registry` knows it. */
@Controller()
export class UnitsPart {
  static readonly censuses = new Map<string, Census>();
  static readonly existing = new Set<string>();
  /** Those that were not released. */
  static readonly reservations = new Map<string, Reservation>();
  static beforeReserved: () => Promise<void> = async () => undefined;
  static beforeFound: () => Promise<void> = async () => undefined;

  @RpcHandler(countUnitVersions)
  count(@Payload() { repoUuid }: OperationInput<typeof countUnitVersions>): Census {
    return UnitsPart.censuses.get(repoUuid) ?? { unitTotal: 0, loosestVisibility: null, versions: [] };
  }

  @RpcHandler(findExistingUnits)
  async find(@Payload() { uuids }: OperationInput<typeof findExistingUnits>) {
    const found = uuids.filter((uuid) => UnitsPart.existing.has(uuid));
    await UnitsPart.beforeFound();
    return { uuids: found };
  }

  @RpcHandler(reserveRepo)
  async reserve(@Payload() request: Reservation) {
    await UnitsPart.beforeReserved();
    const loosest = UnitsPart.censuses.get(request.repoUuid)?.loosestVisibility;
    if (loosest && (!request.level || isStricter(request.level, loosest)))
      throw new DomainError('Validation', 'Units stand against it');
    const reservationUuid = randomUUID();
    UnitsPart.reservations.set(reservationUuid, request);
    return { reservationUuid };
  }

  @RpcHandler(releaseRepo)
  release(@Payload() { reservationUuid }: OperationInput<typeof releaseRepo>) {
    UnitsPart.reservations.delete(reservationUuid);
    return null;
  }
}

const isStricter = (level: VisibilityLevel, than: VisibilityLevel): boolean =>
  VISIBILITY_LEVELS.indexOf(level) > VISIBILITY_LEVELS.indexOf(than);

@Module({ controllers: [UnitsPart] })
export class UnitsPartModule {}
