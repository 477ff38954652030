import { Module } from '@nestjs/common';

/** The web interface at `/`: files alone, which are served without any controller. */
@Module({})
export class WebModule {}
