// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type CommitFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  onlyTag?: boolean;
  repoBranch: string;
};

export type UnitTargetQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitTargetQuery = { getTargetVersion: { commit: string; tag: string | null } };

export type UnitBranchesQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitBranchesQuery = {
  getRepositoryRegistry: { uuid: string; branches: Array<string>; repositoryUrl: string };
};

export type UnitCommitsQueryVariables = Exact<{
  uuid: string;
  filters: CommitFilterInput;
}>;

export type UnitCommitsQuery = {
  getBranchCommits: Array<{ commit: string; summary: string; tag: string | null }>;
};

export type UnitPlatformsQueryVariables = Exact<{
  uuid: string;
  targetCommit?: string | null | undefined;
}>;

export type UnitPlatformsQuery = { getAvailablePlatforms: Array<{ name: string; link: string }> };

export const UnitTargetDocument = gql`
  query unitTarget($uuid: UUID!) {
    getTargetVersion(uuid: $uuid) {
      commit
      tag
    }
  }
` as unknown as DocumentNode<UnitTargetQuery, UnitTargetQueryVariables>;
export const UnitBranchesDocument = gql`
  query unitBranches($uuid: UUID!) {
    getRepositoryRegistry(uuid: $uuid) {
      uuid
      branches
      repositoryUrl
    }
  }
` as unknown as DocumentNode<UnitBranchesQuery, UnitBranchesQueryVariables>;
export const UnitCommitsDocument = gql`
  query unitCommits($uuid: UUID!, $filters: CommitFilterInput!) {
    getBranchCommits(uuid: $uuid, filters: $filters) {
      commit
      summary
      tag
    }
  }
` as unknown as DocumentNode<UnitCommitsQuery, UnitCommitsQueryVariables>;
export const UnitPlatformsDocument = gql`
  query unitPlatforms($uuid: UUID!, $targetCommit: String) {
    getAvailablePlatforms(uuid: $uuid, targetCommit: $targetCommit) {
      name
      link
    }
  }
` as unknown as DocumentNode<UnitPlatformsQuery, UnitPlatformsQueryVariables>;
