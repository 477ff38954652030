// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UnitSchemaQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitSchemaQuery = { getUnitCurrentSchema: string };

export type UnitSchemaNodesQueryVariables = Exact<{
  uuids: Array<string> | string;
  limit: number;
}>;

export type UnitSchemaNodesQuery = {
  getUnitNodes: { unitNodes: Array<{ uuid: string; topicName: string; unitUuid: string }> };
};

export const UnitSchemaDocument = gql`
  query unitSchema($uuid: UUID!) {
    getUnitCurrentSchema(uuid: $uuid)
  }
` as unknown as DocumentNode<UnitSchemaQuery, UnitSchemaQueryVariables>;
export const UnitSchemaNodesDocument = gql`
  query unitSchemaNodes($uuids: [UUID!]!, $limit: Int!) {
    getUnitNodes(filters: { uuids: $uuids, limit: $limit }) {
      unitNodes {
        uuid
        topicName
        unitUuid
      }
    }
  }
` as unknown as DocumentNode<UnitSchemaNodesQuery, UnitSchemaNodesQueryVariables>;
