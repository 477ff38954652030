import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { releaseRepo, reserveRepo, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { RepoGateService } from './repo-gate.service';

/** Answers `registry`. */
@Controller()
export class RepoReservationController {
  constructor(private readonly gate: RepoGateService) {}

  @RpcHandler(reserveRepo)
  async reserve(@Payload() request: OperationInput<typeof reserveRepo>) {
    return { reservationUuid: await this.gate.reserve(request.repoUuid, request.level) };
  }

  @RpcHandler(releaseRepo)
  async release(@Payload() request: OperationInput<typeof releaseRepo>) {
    await this.gate.release(request.reservationUuid);
    return null;
  }
}
