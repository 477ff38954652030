import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller()
class ConstantController {
  @Get()
  answer() {
    return { unit_count: 100_000, unit_node_count: 200_000 };
  }
}

@Module({ controllers: [ConstantController] })
class PlainModule {}

/** What Nest on Fastify does on this machine when there is nothing to do: the measure for the gateways. */
const main = async (): Promise<void> => {
  const app = await NestFactory.create<NestFastifyApplication>(PlainModule, new FastifyAdapter(), {
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${await app.getUrl()}\n`);
};

void main();
