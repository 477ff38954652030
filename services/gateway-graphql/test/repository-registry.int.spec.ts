import {
  createRepositoryRegistry,
  deleteRepositoryRegistry,
  getRegistryCredentials,
  getRepositoryRegistry,
  listBranchCommits,
  listRepositoryRegistries,
  setRegistryCredentials,
  syncRepositoryRegistry,
} from '@unitfleet/contracts';
import * as documents from './documents/repository-registry';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import { repositoryRegistry, shownRegistry } from './support/registry-views';
import { BOARD, USER } from './support/views';

const credentials = { username: 'maker', patToken: 'secret' };
const commit = (name: string) => ({ commit: name, summary: 'It works', tag: null });
const newRegistry = { repositoryUrl: 'http://localhost/a.git', isPublicRepository: false };

const cases: OperationCase[] = [
  {
    document: documents.getRepositoryRegistry,
    variables: { uuid: BOARD },
    asks: getRepositoryRegistry,
    request: { uuid: BOARD },
    answers: repositoryRegistry,
    shows: shownRegistry,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getRepositoriesRegistry,
    variables: { creatorUuid: USER, isPublicRepository: null, offset: 0, limit: 6 },
    asks: listRepositoryRegistries,
    request: {
      offset: 0,
      limit: 6,
      uuids: [],
      creatorUuid: USER,
      searchString: null,
      isPublicRepository: null,
      orderByCreateDate: 'desc',
      orderByLastUpdate: 'desc',
    },
    answers: { count: 1, repositoriesRegistry: [repositoryRegistry] },
    shows: {
      count: 1,
      repositoriesRegistry: [shownRegistry],
      __typename: 'RepositoriesRegistryResultType',
    },
    malformed: [...BAD_PAGES, { uuids: 'x' }, { isPublicRepository: 1 }],
  },
  {
    document: documents.getBranchCommits,
    variables: { uuid: BOARD, repoBranch: 'main', onlyTag: false, offset: 0, limit: 100 },
    asks: listBranchCommits,
    request: { uuid: BOARD, repoBranch: 'main', onlyTag: false, offset: 0, limit: 100 },
    answers: { commits: [{ ...commit('abc'), tag: 'v1' }] },
    shows: [{ ...commit('abc'), tag: 'v1', __typename: 'CommitType' }],
    malformed: [...BAD_UUIDS, ...BAD_PAGES, { repoBranch: null }, { onlyTag: null }],
  },
  {
    document: documents.getCredentials,
    variables: { uuid: BOARD },
    asks: getRegistryCredentials,
    request: { uuid: BOARD },
    answers: { credentials, status: 'NotVerified' },
    shows: {
      credentials: { ...credentials, __typename: 'CredentialsType' },
      status: 'NOT_VERIFIED',
      __typename: 'OneRepositoryRegistryCredentialsType',
    },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.createRepositoryRegistry,
    variables: { ...newRegistry, platform: 'GITHUB', credentials },
    asks: createRepositoryRegistry,
    request: { ...newRegistry, platform: 'Github', credentials },
    answers: repositoryRegistry,
    shows: shownRegistry,
    malformed: [
      { platform: 'Github' },
      { repositoryUrl: null },
      { isPublicRepository: null },
      { credentials: { username: 'maker' } },
    ],
  },
  {
    document: documents.setCredentials,
    variables: { uuid: BOARD, data: credentials },
    asks: setRegistryCredentials,
    request: { uuid: BOARD, ...credentials },
    answers: null,
    shows: NONE,
    malformed: [
      ...BAD_UUIDS,
      { data: null },
      { data: { ...credentials, username: null } },
      { data: { ...credentials, patToken: 5 } },
    ],
  },
  {
    document: documents.updateLocalRepository,
    variables: { uuid: BOARD },
    asks: syncRepositoryRegistry,
    request: { uuid: BOARD },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.deleteRepositoryRegistry,
    variables: { uuid: BOARD },
    asks: deleteRepositoryRegistry,
    request: { uuid: BOARD },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
];

/** The one field of the schema that may be missing: its failure leaves the answer's data in place. */
const [nullable, others] = [
  cases.filter(({ asks }) => asks === getRegistryCredentials),
  cases.filter(({ asks }) => asks !== getRegistryCredentials),
];

describeOperations('repository registries', others, (gateway) => {
  const [{ document, variables, answers, shows }] = nullable as [OperationCase];

  it('shows the own credentials, and null where there are none', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(getRegistryCredentials, () => answers);
    expect((await graphql.ask(document, { variables })).json).toEqual({ data: { getCredentials: shows } });
    fleet.on(getRegistryCredentials, () => null);
    expect((await graphql.ask(document, { variables })).json).toEqual({ data: { getCredentials: null } });
  });

  it('creates a public registry without credentials', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(createRepositoryRegistry, () => repositoryRegistry);
    const variables = { ...newRegistry, isPublicRepository: true, platform: 'GITLAB', credentials: null };
    await graphql.ask(documents.createRepositoryRegistry, { variables });
    expect(fleet.last(createRepositoryRegistry).request).toMatchObject({ credentials: null });
  });

  it.each([
    ['ten commits unless it is told more', {}, 10, 10],
    ['none for a limit of 0, which may be refused all the same', { offset: 5, limit: 0 }, 1, 0],
  ])('answers %s', async (_, page, asked, shown) => {
    const { fleet, graphql } = gateway();
    fleet.on(listBranchCommits, ({ limit }) => ({
      commits: Array.from({ length: limit ?? 99 }, (_value, index) => commit(String(index))),
    }));
    const variables = { uuid: BOARD, repoBranch: 'main', onlyTag: true, ...page };
    const { json } = await graphql.ask(documents.getBranchCommits, { variables });
    expect(json.data.getBranchCommits).toHaveLength(shown);
    expect(fleet.last(listBranchCommits).request).toMatchObject({ limit: asked, onlyTag: true });
  });
});
