import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { METRICS, Readiness, type Registry } from '@unitfleet/observability';

/** For orchestrators and Prometheus; on the service's own port, never through the public edge. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    @Inject(METRICS) private readonly registry: Registry,
  ) {}

  /** The process runs and answers. */
  @Get('healthz/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Everything that the service cannot work without is there; otherwise 503 with a reason each. */
  @Get('healthz/ready')
  async ready(): Promise<{ status: string }> {
    const failures = await this.readiness.failures();
    if (Object.keys(failures).length > 0)
      throw new ServiceUnavailableException({ status: 'unavailable', failures });
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
