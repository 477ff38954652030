import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

const HOUR_MS = 3_600_000;

/** Forgets handled messages once the streams have forgotten them too: nothing older can come again. */
@Injectable()
export class InboxJanitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.clean().catch(() => undefined), HOUR_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async clean(): Promise<void> {
    await this.source.query("delete from inbox where handled_at < now() - interval '31 days'");
  }
}
