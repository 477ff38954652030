// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UnitEnvQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitEnvQuery = { getUnitEnv: string };

export type EnvDeviceQueryVariables = Exact<{
  uuid: string;
}>;

export type EnvDeviceQuery = {
  getUnit: { uuid: string; isOnline: boolean; lastSeenDatetime: string | null };
};

export type SaveUnitEnvMutationVariables = Exact<{
  uuid: string;
  env: string;
}>;

export type SaveUnitEnvMutation = { updateUnitEnv: { isNone: boolean } };

export type ResetUnitEnvMutationVariables = Exact<{
  uuid: string;
}>;

export type ResetUnitEnvMutation = { resetUnitEnv: { isNone: boolean } };

export type SendEnvUpdateMutationVariables = Exact<{
  uuid: string;
}>;

export type SendEnvUpdateMutation = { sendCommandToInputBaseTopic: { isNone: boolean } };

export const UnitEnvDocument = gql`
  query unitEnv($uuid: UUID!) {
    getUnitEnv(uuid: $uuid)
  }
` as unknown as DocumentNode<UnitEnvQuery, UnitEnvQueryVariables>;
export const EnvDeviceDocument = gql`
  query envDevice($uuid: UUID!) {
    getUnit(uuid: $uuid) {
      uuid
      isOnline
      lastSeenDatetime
    }
  }
` as unknown as DocumentNode<EnvDeviceQuery, EnvDeviceQueryVariables>;
export const SaveUnitEnvDocument = gql`
  mutation saveUnitEnv($uuid: UUID!, $env: String!) {
    updateUnitEnv(uuid: $uuid, envJsonStr: $env) {
      isNone
    }
  }
` as unknown as DocumentNode<SaveUnitEnvMutation, SaveUnitEnvMutationVariables>;
export const ResetUnitEnvDocument = gql`
  mutation resetUnitEnv($uuid: UUID!) {
    resetUnitEnv(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<ResetUnitEnvMutation, ResetUnitEnvMutationVariables>;
export const SendEnvUpdateDocument = gql`
  mutation sendEnvUpdate($uuid: UUID!) {
    sendCommandToInputBaseTopic(uuid: $uuid, command: ENV_UPDATE) {
      isNone
    }
  }
` as unknown as DocumentNode<SendEnvUpdateMutation, SendEnvUpdateMutationVariables>;
