import { pipeDataItemSchema, type PipeDataItem } from '@unitfleet/contracts';

interface Column {
  /** In the form of REST, and in ours. */
  readonly from: string;
  readonly to: string;
  readonly isTime: boolean;
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const COLUMNS = new Map<string, readonly Column[]>(
  pipeDataItemSchema.options.map(({ shape: { policy, ...shape } }) => [
    policy.value,
    Object.entries(shape).map(([to, schema]) => ({
      from: snakeCase(to),
      to,
      isTime: schema._zod.def.type === 'date',
    })),
  ]),
);

/** Rows as `streamPipeData` sends them: objects in the form of REST with commas between, times in UTC without zone. */
export const readPipeRows = (policy: PipeDataItem['policy'], content: Buffer): PipeDataItem[] => {
  const rows = JSON.parse(`[${content.toString('utf8')}]`) as Record<string, unknown>[];
  const columns = COLUMNS.get(policy)!;
  return rows.map((row) => {
    const item: Record<string, unknown> = { policy };
    for (const { from, to, isTime } of columns) item[to] = isTime ? new Date(`${row[from]}Z`) : row[from];
    return item as unknown as PipeDataItem;
  });
};
