import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { countUnitVersions, type OperationInput, type OperationResponse } from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';

type Census = OperationResponse<typeof countUnitVersions>;

/** `units` as far as `registry` knows it. */
@Controller()
export class UnitsPart {
  static readonly censuses = new Map<string, Census>();

  @RpcHandler(countUnitVersions)
  count(@Payload() { repoUuid }: OperationInput<typeof countUnitVersions>): Census {
    return UnitsPart.censuses.get(repoUuid) ?? { unitTotal: 0, loosestVisibility: null, versions: [] };
  }
}

@Module({ controllers: [UnitsPart] })
export class UnitsPartModule {}
