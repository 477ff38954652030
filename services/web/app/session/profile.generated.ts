// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UserRole = 'ADMIN' | 'USER';

export type UserStatus = 'BLOCKED' | 'UNVERIFIED' | 'VERIFIED';

export type UserUpdateInput = {
  login?: string | null | undefined;
  password?: string | null | undefined;
};

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type ChangeAccountMutationVariables = Exact<{
  user: UserUpdateInput;
}>;

export type ChangeAccountMutation = { updateUser: { uuid: string; login: string } };

export type TelegramLinkQueryVariables = Exact<{ [key: string]: never }>;

export type TelegramLinkQuery = { getVerificationUser: string };

export type UserPageQueryVariables = Exact<{
  uuid: string;
}>;

export type UserPageQuery = {
  getUser: { uuid: string; login: string; role: UserRole; status: UserStatus; createDatetime: string };
};

export type UserPageThingsQueryVariables = Exact<{
  uuid: string;
  limit: number;
}>;

export type UserPageThingsQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      visibilityLevel: VisibilityLevel;
    }>;
  };
  getRepos: { count: number; repos: Array<{ uuid: string; name: string; visibilityLevel: VisibilityLevel }> };
};

export type BlockUserHereMutationVariables = Exact<{
  uuid: string;
}>;

export type BlockUserHereMutation = { blockUser: { isNone: boolean } };

export type UnblockUserHereMutationVariables = Exact<{
  uuid: string;
}>;

export type UnblockUserHereMutation = { unblockUser: { isNone: boolean } };

export const ChangeAccountDocument = gql`
  mutation changeAccount($user: UserUpdateInput!) {
    updateUser(user: $user) {
      uuid
      login
    }
  }
` as unknown as DocumentNode<ChangeAccountMutation, ChangeAccountMutationVariables>;
export const TelegramLinkDocument = gql`
  query telegramLink {
    getVerificationUser
  }
` as unknown as DocumentNode<TelegramLinkQuery, TelegramLinkQueryVariables>;
export const UserPageDocument = gql`
  query userPage($uuid: UUID!) {
    getUser(uuid: $uuid) {
      uuid
      login
      role
      status
      createDatetime
    }
  }
` as unknown as DocumentNode<UserPageQuery, UserPageQueryVariables>;
export const UserPageThingsDocument = gql`
  query userPageThings($uuid: UUID!, $limit: Int!) {
    getUnits(filters: { creatorUuid: $uuid, limit: $limit, offset: 0 }) {
      count
      units {
        uuid
        name
        isOnline
        lastSeenDatetime
        visibilityLevel
      }
    }
    getRepos(filters: { creatorUuid: $uuid, limit: $limit, offset: 0 }) {
      count
      repos {
        uuid
        name
        visibilityLevel
      }
    }
  }
` as unknown as DocumentNode<UserPageThingsQuery, UserPageThingsQueryVariables>;
export const BlockUserHereDocument = gql`
  mutation blockUserHere($uuid: UUID!) {
    blockUser(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<BlockUserHereMutation, BlockUserHereMutationVariables>;
export const UnblockUserHereDocument = gql`
  mutation unblockUserHere($uuid: UUID!) {
    unblockUser(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<UnblockUserHereMutation, UnblockUserHereMutationVariables>;
