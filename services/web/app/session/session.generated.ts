// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UserAuthInput = {
  credentials: string;
  password: string;
};

export type UserCreateInput = {
  login: string;
  password: string;
};

export type UserRole = 'ADMIN' | 'USER';

export type UserStatus = 'BLOCKED' | 'UNVERIFIED' | 'VERIFIED';

export type SessionQueryVariables = Exact<{ [key: string]: never }>;

export type SessionQuery = {
  getSession: {
    uuid: string;
    login: string;
    role: UserRole;
    status: UserStatus;
    grafanaOrgId: string | null;
  } | null;
};

export type SignInQueryVariables = Exact<{
  data: UserAuthInput;
}>;

export type SignInQuery = { getToken: string };

export type LogoutMutationVariables = Exact<{ [key: string]: never }>;

export type LogoutMutation = { logout: { isNone: boolean } };

export type UserCountQueryVariables = Exact<{ [key: string]: never }>;

export type UserCountQuery = { getBaseMetrics: { userCount: number } };

export type RegisterMutationVariables = Exact<{
  user: UserCreateInput;
}>;

export type RegisterMutation = {
  createUser: { uuid: string; login: string; role: UserRole; status: UserStatus };
};

export const SessionDocument = gql`
  query session {
    getSession {
      uuid
      login
      role
      status
      grafanaOrgId
    }
  }
` as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const SignInDocument = gql`
  query signIn($data: UserAuthInput!) {
    getToken(data: $data)
  }
` as unknown as DocumentNode<SignInQuery, SignInQueryVariables>;
export const LogoutDocument = gql`
  mutation logout {
    logout {
      isNone
    }
  }
` as unknown as DocumentNode<LogoutMutation, LogoutMutationVariables>;
export const UserCountDocument = gql`
  query userCount {
    getBaseMetrics {
      userCount
    }
  }
` as unknown as DocumentNode<UserCountQuery, UserCountQueryVariables>;
export const RegisterDocument = gql`
  mutation register($user: UserCreateInput!) {
    createUser(user: $user) {
      uuid
      login
      role
      status
    }
  }
` as unknown as DocumentNode<RegisterMutation, RegisterMutationVariables>;
