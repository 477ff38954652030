import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';

/** A statement that each connection plans once. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** For statements whose text is always the same; one for each combination of filters would fill the connections. */
export const prepared = (text: string): PreparedStatement => ({
  name: createHash('sha1').update(text).digest('hex'),
  text,
});

/**
 * Reads outside of transactions, as hot paths need them: rows come as the driver gives them, without the ORM, which
 * costs a service more than the statement itself.
 */
@Injectable()
export class Reads {
  private readonly pool: Pool;

  constructor(@InjectDataSource() source: DataSource) {
    this.pool = (source.driver as PostgresDriver).master as Pool;
  }

  async rows<Row extends object>(
    statement: string | PreparedStatement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const named = typeof statement === 'string' ? { text: statement } : statement;
    const { rows } = await this.pool.query<Row>({ ...named, values: [...values] });
    return rows;
  }
}
