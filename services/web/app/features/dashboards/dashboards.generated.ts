// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type DashboardCreateInput = {
  name: string;
};

export type DashboardFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  searchString?: string | null | undefined;
};

export type DashboardPanelCreateInput = {
  dashboardUuid: string;
  title: string;
  type: DashboardPanelTypeEnum;
};

export type DashboardPanelTypeEnum =
  | 'ALERT_LIST'
  | 'ANNOTATION_LIST'
  | 'BAR_CHART'
  | 'BAR_GAUGE'
  | 'CANDLESTICK'
  | 'CANVAS'
  | 'DASHBOARD_LIST'
  | 'FLAME_GRAPH'
  | 'GAUGE'
  | 'GEOMAP'
  | 'HEATMAP'
  | 'HISTOGRAM'
  | 'HOURLY_HEATMAP'
  | 'LOGS'
  | 'NEWS'
  | 'NODE_GRAPH'
  | 'PIE_CHART'
  | 'STAT'
  | 'STATE_TIMELINE'
  | 'STATUS_HISTORY'
  | 'TABLE'
  | 'TEXT'
  | 'TIME_SERIES'
  | 'TRACES'
  | 'TREND'
  | 'XY_CHART';

export type DashboardStatus = 'ERROR' | 'PROCESSING' | 'SUCCESS';

export type LinkUnitNodeToPanelInput = {
  dashboardPanelsUuid: string;
  isForcedToJson: boolean;
  isLastData: boolean;
  unitNodeUuid: string;
};

export type OrderByDate = 'asc' | 'desc';

export type OrderByText = 'asc' | 'desc';

export type UnitFilterInput = {
  creatorUuid?: string | null | undefined;
  firmwareUpdateStatus?: Array<UnitFirmwareUpdateStatus> | null | undefined;
  isAutoUpdateFromRepoUnit?: boolean | null | undefined;
  isOnline?: boolean | null | undefined;
  isOutdated?: boolean | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  orderByLastUpdate?: OrderByDate | null | undefined;
  orderByUnitName?: OrderByText | null | undefined;
  repoUuid?: string | null | undefined;
  reposUuids?: Array<string> | null | undefined;
  searchString?: string | null | undefined;
  unitNodeInputUuid?: string | null | undefined;
  unitNodeType?: Array<UnitNodeTypeEnum> | null | undefined;
  unitNodeUuids?: Array<string> | null | undefined;
  uuids?: Array<string> | null | undefined;
  visibilityLevel?: Array<VisibilityLevel> | null | undefined;
};

export type UnitFirmwareUpdateStatus = 'ERROR' | 'REQUEST_SENT' | 'SUCCESS';

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type DashboardsQueryVariables = Exact<{
  filters: DashboardFilterInput;
}>;

export type DashboardsQuery = {
  getDashboards: {
    count: number;
    dashboards: Array<{
      uuid: string;
      name: string;
      createDatetime: string;
      syncStatus: DashboardStatus | null;
      syncLastDatetime: string | null;
    }>;
  };
};

export type DashboardQueryVariables = Exact<{
  uuid: string;
}>;

export type DashboardQuery = {
  getDashboard: {
    uuid: string;
    name: string;
    creatorUuid: string;
    dashboardUrl: string | null;
    syncStatus: DashboardStatus | null;
    syncError: string | null;
    syncLastDatetime: string | null;
  };
  getDashboardPanels: {
    count: number;
    panels: Array<{
      uuid: string;
      title: string;
      type: DashboardPanelTypeEnum;
      createDatetime: string;
      unitNodesForPanel: Array<{
        isForcedToJson: boolean;
        isLastData: boolean;
        unitWithUnitNodeName: string;
        unitNode: {
          uuid: string;
          topicName: string;
          unitUuid: string;
          state: string | null;
          lastUpdateDatetime: string;
          isDataPipeActive: boolean;
          dataPipeYml: string | null;
        };
      }>;
    }>;
  };
};

export type NodesForPanelQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type NodesForPanelQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      unitNodes: Array<{
        uuid: string;
        topicName: string;
        type: UnitNodeTypeEnum;
        isDataPipeActive: boolean;
      }>;
    }>;
  };
};

export type PanelNodeStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type PanelNodeStatesSubscription = {
  unitNodeStates: { unitNodes: Array<{ uuid: string; state: string | null; lastUpdateDatetime: string }> };
};

export type CreateDashboardMutationVariables = Exact<{
  dashboard: DashboardCreateInput;
}>;

export type CreateDashboardMutation = { createDashboard: { uuid: string; name: string } };

export type DeleteDashboardMutationVariables = Exact<{
  uuid: string;
}>;

export type DeleteDashboardMutation = { deleteDashboard: { isNone: boolean } };

export type SyncDashboardMutationVariables = Exact<{
  uuid: string;
}>;

export type SyncDashboardMutation = {
  syncDashboard: {
    uuid: string;
    dashboardUrl: string | null;
    syncStatus: DashboardStatus | null;
    syncError: string | null;
    syncLastDatetime: string | null;
  };
};

export type CreatePanelMutationVariables = Exact<{
  panel: DashboardPanelCreateInput;
}>;

export type CreatePanelMutation = { createDashboardPanel: { uuid: string } };

export type DeletePanelMutationVariables = Exact<{
  uuid: string;
}>;

export type DeletePanelMutation = { deletePanel: { isNone: boolean } };

export type LinkNodeToPanelMutationVariables = Exact<{
  link: LinkUnitNodeToPanelInput;
}>;

export type LinkNodeToPanelMutation = { linkUnitNodeToPanel: { unitWithUnitNodeName: string } };

export type DeletePanelLinkMutationVariables = Exact<{
  unitNodeUuid: string;
  panelUuid: string;
}>;

export type DeletePanelLinkMutation = { deleteLink: { isNone: boolean } };

export const DashboardsDocument = gql`
  query dashboards($filters: DashboardFilterInput!) {
    getDashboards(filters: $filters) {
      count
      dashboards {
        uuid
        name
        createDatetime
        syncStatus
        syncLastDatetime
      }
    }
  }
` as unknown as DocumentNode<DashboardsQuery, DashboardsQueryVariables>;
export const DashboardDocument = gql`
  query dashboard($uuid: UUID!) {
    getDashboard(uuid: $uuid) {
      uuid
      name
      creatorUuid
      dashboardUrl
      syncStatus
      syncError
      syncLastDatetime
    }
    getDashboardPanels(uuid: $uuid) {
      count
      panels {
        uuid
        title
        type
        createDatetime
        unitNodesForPanel {
          isForcedToJson
          isLastData
          unitWithUnitNodeName
          unitNode {
            uuid
            topicName
            unitUuid
            state
            lastUpdateDatetime
            isDataPipeActive
            dataPipeYml
          }
        }
      }
    }
  }
` as unknown as DocumentNode<DashboardQuery, DashboardQueryVariables>;
export const NodesForPanelDocument = gql`
  query nodesForPanel($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      count
      units {
        uuid
        name
        unitNodes {
          uuid
          topicName
          type
          isDataPipeActive
        }
      }
    }
  }
` as unknown as DocumentNode<NodesForPanelQuery, NodesForPanelQueryVariables>;
export const PanelNodeStatesDocument = gql`
  subscription panelNodeStates($uuids: [UUID!]!) {
    unitNodeStates(uuids: $uuids) {
      unitNodes {
        uuid
        state
        lastUpdateDatetime
      }
    }
  }
` as unknown as DocumentNode<PanelNodeStatesSubscription, PanelNodeStatesSubscriptionVariables>;
export const CreateDashboardDocument = gql`
  mutation createDashboard($dashboard: DashboardCreateInput!) {
    createDashboard(dashboard: $dashboard) {
      uuid
      name
    }
  }
` as unknown as DocumentNode<CreateDashboardMutation, CreateDashboardMutationVariables>;
export const DeleteDashboardDocument = gql`
  mutation deleteDashboard($uuid: UUID!) {
    deleteDashboard(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeleteDashboardMutation, DeleteDashboardMutationVariables>;
export const SyncDashboardDocument = gql`
  mutation syncDashboard($uuid: UUID!) {
    syncDashboard(uuid: $uuid) {
      uuid
      dashboardUrl
      syncStatus
      syncError
      syncLastDatetime
    }
  }
` as unknown as DocumentNode<SyncDashboardMutation, SyncDashboardMutationVariables>;
export const CreatePanelDocument = gql`
  mutation createPanel($panel: DashboardPanelCreateInput!) {
    createDashboardPanel(dashboardPanel: $panel) {
      uuid
    }
  }
` as unknown as DocumentNode<CreatePanelMutation, CreatePanelMutationVariables>;
export const DeletePanelDocument = gql`
  mutation deletePanel($uuid: UUID!) {
    deletePanel(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeletePanelMutation, DeletePanelMutationVariables>;
export const LinkNodeToPanelDocument = gql`
  mutation linkNodeToPanel($link: LinkUnitNodeToPanelInput!) {
    linkUnitNodeToPanel(dashboard: $link) {
      unitWithUnitNodeName
    }
  }
` as unknown as DocumentNode<LinkNodeToPanelMutation, LinkNodeToPanelMutationVariables>;
export const DeletePanelLinkDocument = gql`
  mutation deletePanelLink($unitNodeUuid: UUID!, $panelUuid: UUID!) {
    deleteLink(unitNodeUuid: $unitNodeUuid, dashboardPanelUuid: $panelUuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeletePanelLinkMutation, DeletePanelLinkMutationVariables>;
