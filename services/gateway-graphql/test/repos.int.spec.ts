import {
  bulkUpdateRepos,
  createRepo,
  deleteRepo,
  getRepo,
  getRepoVersions,
  listRepoPlatforms,
  listRepos,
  updateRepo,
  updateRepoUnits,
} from '@unitfleet/contracts';
import * as documents from './documents/repos';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import { repo, shownRepo } from './support/registry-views';
import { BOARD, REPO, USER } from './support/views';

/** What a list is asked for when nothing is said. */
const EVERYTHING = {
  offset: null,
  limit: null,
  repositoryRegistryUuid: null,
  uuids: [],
  creatorUuid: null,
  creatorsUuids: [],
  searchString: null,
  isAutoUpdateRepo: null,
  visibilityLevel: ['Public', 'Internal', 'Private'],
  orderByCreateDate: 'desc',
  orderByLastUpdate: 'desc',
};
const UNCHANGED = {
  visibilityLevel: null,
  name: null,
  isAutoUpdateRepo: null,
  defaultBranch: null,
  defaultCommit: null,
  isOnlyTagUpdate: null,
  isCompilableRepo: null,
};
const shownList = { count: 1, repos: [shownRepo], __typename: 'ReposResultType' };
const newRepo = {
  repositoryRegistryUuid: BOARD,
  defaultBranch: 'main',
  name: 'thermometers',
  isCompilableRepo: false,
};

const cases: OperationCase[] = [
  {
    document: documents.getRepo,
    variables: { uuid: REPO },
    asks: getRepo,
    request: { uuid: REPO },
    answers: repo,
    shows: shownRepo,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getRepos,
    variables: {},
    asks: listRepos,
    request: EVERYTHING,
    answers: { count: 1, repos: [repo] },
    shows: shownList,
    malformed: [
      ...BAD_PAGES,
      { uuids: ['x'] },
      { creatorsUuids: [null] },
      { visibilityLevel: ['Public'] },
      { orderByLastUpdate: 'DESC' },
    ],
  },
  {
    document: documents.getAvailablePlatforms,
    variables: { uuid: REPO, targetTag: 'v1' },
    asks: listRepoPlatforms,
    request: { uuid: REPO, targetCommit: null, targetTag: 'v1' },
    answers: { platforms: [{ name: 'esp32', link: 'http://localhost/esp32' }] },
    shows: [{ name: 'esp32', link: 'http://localhost/esp32', __typename: 'PlatformType' }],
    malformed: [...BAD_UUIDS, { targetCommit: 5 }],
  },
  {
    document: documents.getVersions,
    variables: { uuid: REPO },
    asks: getRepoVersions,
    request: { uuid: REPO },
    answers: { unitCount: 3, versions: [{ commit: 'abc', unitCount: 3, tag: null }] },
    shows: {
      unitCount: 3,
      versions: [{ commit: 'abc', unitCount: 3, tag: null, __typename: 'RepoVersionType' }],
      __typename: 'RepoVersionsType',
    },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.createRepo,
    variables: { ...newRepo, visibilityLevel: 'PRIVATE' },
    asks: createRepo,
    request: { ...newRepo, visibilityLevel: 'Private' },
    answers: repo,
    shows: shownRepo,
    malformed: [
      { repositoryRegistryUuid: 'x' },
      { visibilityLevel: 'Private' },
      { name: null },
      { isCompilableRepo: null },
    ],
  },
  {
    document: documents.updateRepo,
    // The frontend sends the whole entity along.
    variables: { ...shownRepo, name: null, isAutoUpdateRepo: null, visibilityLevel: undefined },
    asks: updateRepo,
    request: {
      ...UNCHANGED,
      uuid: REPO,
      defaultBranch: 'main',
      isOnlyTagUpdate: true,
      isCompilableRepo: false,
    },
    answers: repo,
    shows: shownRepo,
    malformed: [...BAD_UUIDS, { visibilityLevel: 'SECRET' }, { isOnlyTagUpdate: 'yes' }],
  },
  {
    document: documents.updateUnitsFirmware,
    variables: { uuid: REPO },
    asks: updateRepoUnits,
    request: { uuid: REPO },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.bulkUpdate,
    variables: {},
    asks: bulkUpdateRepos,
    request: {},
    answers: null,
    shows: NONE,
    malformed: [],
  },
  {
    document: documents.deleteRepo,
    variables: { uuid: REPO },
    asks: deleteRepo,
    request: { uuid: REPO },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
];

describeOperations('Repos', cases, (gateway) => {
  it('takes null for lists and orders as what it means', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listRepos, () => ({ count: 0, repos: [] }));
    const variables = {
      uuids: null,
      creatorsUuids: null,
      creatorUuid: USER,
      visibilityLevel: null,
      orderByCreateDate: null,
      orderByLastUpdate: 'asc',
    };
    await graphql.ask(documents.getRepos, { variables });
    expect(fleet.last(listRepos).request).toEqual({
      ...EVERYTHING,
      creatorUuid: USER,
      visibilityLevel: null,
      orderByCreateDate: null,
      orderByLastUpdate: 'asc',
    });
  });

  it('answers the home page of somebody who is not logged in', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listRepos, () => ({ count: 1, repos: [repo] }));
    const { json } = await graphql.ask(documents.getRepos, { token: '', operationName: 'getRepos' });
    expect(json).toEqual({ data: { getRepos: shownList } });
    expect(fleet.last(listRepos)).toEqual({ request: EVERYTHING, actor: { kind: 'Bot' } });
  });
});
