import { createHash } from 'node:crypto';
import type { UnitNodeView } from '@unitfleet/contracts';
import type { Besides } from './topic';

/** How the pipe of a node is; null where nothing is known of it. */
export interface NodePipe {
  readonly isDataPipeActive: boolean | null;
  readonly dataPipeStatus: UnitNodeView['dataPipeStatus'];
  readonly dataPipeError: UnitNodeView['dataPipeError'];
}

export const NO_PIPE: NodePipe = { isDataPipeActive: null, dataPipeStatus: null, dataPipeError: null };

export const pipeOf = ({ isDataPipeActive, dataPipeStatus, dataPipeError }: NodePipe): NodePipe => ({
  isDataPipeActive,
  dataPipeStatus,
  dataPipeError,
});

const MARK_LENGTH = 12;

const textOf = (pipe: NodePipe): string =>
  JSON.stringify([pipe.isDataPipeActive, pipe.dataPipeStatus, pipe.dataPipeError]);

/** What a client was told of the pipes of nodes. */
export class ToldPipes<Item extends NodePipe & { readonly uuid: string }> implements Besides<Item> {
  private pipes = new Map<string, NodePipe>();
  private known = '';

  get mark(): string {
    return (this.known ||= this.digest());
  }

  told(items: readonly Item[], isAll: boolean): void {
    if (isAll) this.pipes = new Map();
    for (const item of items) this.pipes.set(item.uuid, pipeOf(item));
    this.known = '';
  }

  outdated(items: readonly Item[]): string[] {
    const isKnown = (item: Item): boolean => {
      const pipe = this.pipes.get(item.uuid);
      return pipe !== undefined && textOf(pipe) === textOf(item);
    };
    return items.filter((item) => !isKnown(item)).map(({ uuid }) => uuid);
  }

  complete(item: Item): Item {
    return { ...item, ...this.pipes.get(item.uuid) };
  }

  private digest(): string {
    const hash = createHash('sha256');
    for (const uuid of [...this.pipes.keys()].sort()) hash.update(`${uuid}${textOf(this.pipes.get(uuid)!)}`);
    return hash.digest('base64url').slice(0, MARK_LENGTH);
  }
}
