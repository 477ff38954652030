import type { EntityManager } from 'typeorm';

/** Far longer than a request may take: afterwards nobody can be about to link the node any more. */
const KEPT = '1 hour';

/** Makes links to nodes and the end of these nodes wait for each other, until the transaction ends. */
const holdNodes = async (manager: EntityManager, nodeUuids: readonly string[]): Promise<void> => {
  // In one order, so that two who hold several nodes do not wait for each other.
  await manager.query(
    `select pg_advisory_xact_lock(hashtextextended('dashboards/unit-node/' || uuid, 0))
     from (select unnest($1::text[]) as uuid order by 1) nodes`,
    [nodeUuids],
  );
};

/** Whether a node that may be linked now is known to be gone; its end waits for the transaction. */
export const isDeletedNode = async (manager: EntityManager, nodeUuid: string): Promise<boolean> => {
  await holdNodes(manager, [nodeUuid]);
  const rows: unknown[] = await manager.query('select 1 from deleted_unit_nodes where unit_node_uuid = $1', [
    nodeUuid,
  ]);
  return rows.length > 0;
};

/** Takes nodes off all panels for good. As often as it is said, it is done once. */
export const deleteLinksOf = async (
  manager: EntityManager,
  nodeUuids: readonly string[],
  now: Date,
): Promise<void> => {
  await holdNodes(manager, nodeUuids);
  await manager.query(
    'insert into deleted_unit_nodes select unnest($1::uuid[]), $2 on conflict (unit_node_uuid) do nothing',
    [nodeUuids, now],
  );
  await manager.query(
    `with gone as (
       delete from mtm_panels_unit_nodes where unit_node_uuid = any($1) returning dashboard_panels_uuid
     )
     update dashboards set version = version + 1 where uuid in (
       select panel.dashboard_uuid from dashboard_panels panel join gone on gone.dashboard_panels_uuid = panel.uuid
     )`,
    [nodeUuids],
  );
  await manager.query(
    `delete from deleted_unit_nodes where deleted_at < $1::timestamptz - interval '${KEPT}'`,
    [now],
  );
};
