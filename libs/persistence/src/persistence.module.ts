import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { InboxJanitor } from './inbox-janitor';
import { openDataSource, type DatabaseAccess, type SchemaDeclaration } from './open-data-source';
import { OutboxRelay } from './outbox-relay';
import { Reads } from './reads';
import { Transactions } from './transactions';

const QUERY_DEADLINE_MS = 2_000;

/** Gives a service its schema, the transactional door and the relay of its outbox. */
@Global()
@Module({})
export class PersistenceModule {
  static forSchema(declaration: SchemaDeclaration, access: DatabaseAccess): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [LOGGER, Readiness],
          useFactory: (log: Logger, readiness: Readiness) => ({ type: 'postgres', log, readiness }) as never,
          dataSourceFactory: async (options) => {
            const { log, readiness } = options as unknown as { log: Logger; readiness: Readiness };
            const source = await openDataSource(declaration, access, log);
            readiness.add({
              name: 'postgres',
              check: async () => {
                await Promise.race([source.query('select 1'), deadline()]);
              },
            });
            return source;
          },
        }),
      ],
      providers: [Reads, Transactions, OutboxRelay, InboxJanitor],
      exports: [Reads, Transactions],
    };
  }
}

const deadline = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('PostgreSQL does not answer')), QUERY_DEADLINE_MS).unref();
  });
