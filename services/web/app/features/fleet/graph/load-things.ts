import type { Client, DocumentInput } from '@urql/core';
import {
  GraphEdgesDocument,
  GraphNodesDocument,
  GraphRegistriesDocument,
  GraphReposDocument,
  GraphUnitsDocument,
  type GraphUnitsQuery,
} from './graph.generated';
import type { Flow, Thing } from './thing';

const PAGE = 500;
/** Browsers open six connections to an instance, and the page asks for more than this. */
const AT_ONCE = 4;

/** How much of what there is has come. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}

export interface ThingReceiver {
  readonly things: (things: readonly Thing[]) => void;
  readonly flows: (flows: readonly Flow[]) => void;
  readonly progress: (progress: LoadProgress) => void;
}

interface Page<Row> {
  readonly count: number;
  readonly rows: readonly Row[];
}

/** The last part of `https://git.test/owner/name.git`. */
const nameOfUrl = (url: string): string =>
  url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .at(-1) || url;

export const unitThing = ({
  uuid,
  name,
  repoUuid,
  ...unit
}: GraphUnitsQuery['getUnits']['units'][number]): Thing => ({
  uuid,
  kind: 'unit',
  name,
  parent: repoUuid,
  unit,
});

/** Reads lists page by page, oldest first, so that what is made meanwhile moves no page. */
export class ThingLoader {
  private loaded = 0;
  private total = 0;
  private readonly waiting: (() => Promise<void>)[] = [];

  constructor(
    private readonly client: Client,
    private readonly receiver: ThingReceiver,
    private readonly isOver: () => boolean,
  ) {}

  /** @throws CombinedError what the instance answers. */
  async run(): Promise<void> {
    const { things, flows } = this.receiver;
    const oldest = { orderByCreateDate: 'asc', orderByLastUpdate: null } as const;
    // The first page of each tells how many there are; then all others, those that others belong to first.
    await Promise.all([
      this.begin(
        GraphRegistriesDocument,
        oldest,
        ({ getRepositoriesRegistry: list }) => ({ count: list.count, rows: list.repositoriesRegistry }),
        (rows) =>
          things(
            rows.map(({ uuid, repositoryUrl: url }) => ({
              uuid,
              kind: 'registry',
              name: nameOfUrl(url),
              parent: null,
            })),
          ),
      ),
      this.begin(
        GraphReposDocument,
        oldest,
        ({ getRepos: list }) => ({ count: list.count, rows: list.repos }),
        (rows) =>
          things(
            rows.map(({ uuid, name, repositoryRegistryUuid: parent }) => ({
              uuid,
              kind: 'repo',
              name,
              parent,
            })),
          ),
      ),
      this.begin(
        GraphUnitsDocument,
        { ...oldest, orderByUnitName: null },
        ({ getUnits: list }) => ({ count: list.count, rows: list.units }),
        (rows) => things(rows.map(unitThing)),
      ),
      this.begin(
        GraphNodesDocument,
        { orderByCreateDate: 'asc' },
        ({ getUnitNodes: list }) => ({ count: list.count, rows: list.unitNodes }),
        (rows) =>
          things(
            rows.map(({ uuid, topicName: name, type: direction, unitUuid: parent }) => ({
              uuid,
              kind: 'node',
              name,
              parent,
              direction,
            })),
          ),
      ),
      this.begin(
        GraphEdgesDocument,
        {},
        ({ getUnitNodeEdges: list }) => ({ count: list.count, rows: list.unitNodeEdges }),
        (rows) =>
          flows(rows.map(({ uuid, nodeOutputUuid: from, nodeInputUuid: to }) => ({ uuid, from, to }))),
      ),
    ]);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.goOn()));
  }

  /** Reads the first page, and makes the others wait for their turn. */
  private async begin<Data, Filters extends object, Row>(
    document: DocumentInput<Data, { filters: Filters }>,
    filters: NoInfer<Filters>,
    read: (data: Data) => Page<Row>,
    tell: (rows: readonly Row[]) => void,
  ): Promise<void> {
    const ask = async (offset: number): Promise<number> => {
      const variables = { filters: { ...filters, limit: PAGE, offset } };
      const { data, error } = await this.client.query(document, variables);
      if (this.isOver()) return 0;
      if (!data) throw error;
      const { count, rows } = read(data);
      if (offset === 0) this.total += count;
      this.loaded += rows.length;
      tell(rows);
      this.receiver.progress({ loaded: this.loaded, total: this.total });
      return count;
    };
    const count = await ask(0);
    for (let offset = PAGE; offset < count; offset += PAGE)
      this.waiting.push(async () => void (await ask(offset)));
  }

  private async goOn(): Promise<void> {
    for (let ask = this.waiting.shift(); ask && !this.isOver(); ask = this.waiting.shift()) await ask();
  }
}
