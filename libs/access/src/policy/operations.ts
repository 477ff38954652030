import {
  BaseTopicFacts,
  EdgeFacts,
  NewEdgeFacts,
  NodeFacts,
  OwnedFacts,
  PanelNodeFacts,
  PermissionFacts,
  RegistryFacts,
  UnitFacts,
  VisibleFacts,
} from './facts';
import {
  admin,
  any,
  bothVisible,
  creator,
  creatorOrHolder,
  edgeOrInputCreator,
  hears,
  namedNode,
  ownBaseTopic,
  panelAndNodeCreator,
  publicRegistry,
  publishes,
  registryAccess,
  Row,
  self,
  visible,
  visibleAndRewritable,
} from './rule';

const row = <F>(cells: Row<F>): Row<F> => cells;

const anonymousOnly = row({ Bot: any });
const users = row({ User: any });
const admins = row({ User: admin });
const creators = row<OwnedFacts>({ User: creator });
const creatorOrUnit = row<UnitFacts>({ User: creator, Unit: self });
const registryUsers = row<RegistryFacts>({ User: registryAccess });

/**
 * The access matrix, in the order of `docs/protocol/rest-graphql.md 4.14`. A kind of agent without a cell is refused.
 * Where a row differs from the matrix, the fixed defect is named (10B).
 */
export const OPERATIONS = {
  'user.register': anonymousOnly,
  'user.log-in': anonymousOnly,
  'user.get': row({ User: any, Grafana: any }),
  'user.list': users,
  'user.update-own': users,
  'user.link-telegram': users,
  'user.block': admins,
  'user.unblock': admins,

  'registry.get': row<RegistryFacts>({ Bot: publicRegistry, User: any }),
  'registry.list': row({ Bot: any, User: any }),
  'registry.create': users,
  // 10B.22: what a private registry holds is for those who may read it.
  'registry.list-commits': registryUsers,
  'registry.set-credentials': users,
  'registry.read-credentials': users,
  'registry.update-local': registryUsers,
  'registry.delete': creators,
  'registry.backend-sync': row({ Backend: any }),

  'repo.create': registryUsers,
  'repo.get': row<VisibleFacts>({ Bot: visible, User: visible }),
  'repo.list': row({ Bot: any, User: any }),
  'repo.list-versions': row<VisibleFacts>({ Bot: visible, User: visible }),
  'repo.list-platforms': row<VisibleFacts>({ User: visible }),
  'repo.update': creators,
  'repo.delete': creators,
  'repo.update-units': creators,
  'repo.bulk-update': admins,

  // 10B.22: the facts are those of the Repo.
  'unit.create': row<VisibleFacts>({ User: visible }),
  'unit.get': row<VisibleFacts>({ Bot: visible, User: visible, Unit: visible }),
  'unit.list': row({ Bot: any, User: any, Unit: any }),
  'unit.update': creators,
  'unit.delete': creators,
  'unit.set-env': creators,
  'unit.reset-env': creators,
  'unit.read-env': creatorOrUnit,
  'unit.read-schema': creatorOrUnit,
  'unit.read-target-version': creatorOrUnit,
  'unit.download-firmware': creatorOrUnit,
  'unit.read-state-storage': creatorOrUnit,
  'unit.write-state-storage': creatorOrUnit,
  'unit.read-logs': creatorOrUnit,
  'unit.send-command': creatorOrUnit,

  'node.get': row<VisibleFacts>({ Bot: visible, User: visible, Unit: visible }),
  'node.list': row({ Bot: any, User: any, Unit: any }),
  'node.update': creators,
  'node.set-pipe': creators,
  'node.import-pipe-data': creators,
  'node.delete-pipe-data': creators,
  // 10B.9: the creator governs configuration, sight of the node governs its data.
  'node.read-pipe': creators,
  'node.read-pipe-data': row<VisibleFacts>({ User: visible, Unit: visible }),
  'node.export-pipe-data': row<VisibleFacts>({ User: visible, Unit: visible }),
  'node.set-state': row<NodeFacts>({ User: visible, Unit: visibleAndRewritable }),
  'pipe.check': row({ Bot: any, User: any, Unit: any, Backend: any }),

  'edge.create': row<NewEdgeFacts>({ User: bothVisible }),
  'edge.delete': row<EdgeFacts>({ User: edgeOrInputCreator }),

  // 10B.1: the facts are those of the resource.
  'permission.create': creators,
  'permission.list': creators,
  'permission.delete': row<PermissionFacts>({ User: creatorOrHolder }),

  'dashboard.create': users,
  'dashboard.list': users,
  'dashboard.get': creators,
  'dashboard.list-panels': creators,
  'dashboard.sync': creators,
  'dashboard.delete': creators,
  'panel.create': creators,
  'panel.delete': creators,
  'panel.link-node': row<PanelNodeFacts>({ User: panelAndNodeCreator }),
  'panel.unlink-node': row<PanelNodeFacts>({ User: panelAndNodeCreator }),
  'panel.read-series': row<{ readonly unitNodeUuid: string }>({ GrafanaUnitNode: namedNode }),

  'toml.convert': users,
  'metrics.read': row({ Bot: any, User: any, Unit: any }),

  // Services, streams, dead letters, clients of the broker, partitions: the matrix is older than they are.
  'instance.operate': admins,

  // 10B.29: who may use which topic, in which direction.
  'broker.publish-node': row<NodeFacts>({ Unit: publishes, Backend: any }),
  'broker.subscribe-node': row<NodeFacts>({ Unit: hears, Backend: any }),
  'broker.use-base-topic': row<BaseTopicFacts>({ Unit: ownBaseTopic, Backend: any }),
} as const;

export type Operation = keyof typeof OPERATIONS;

/** The facts that decide about an operation. */
export type FactsOf<O extends Operation> = (typeof OPERATIONS)[O] extends Row<infer F> ? F : never;
