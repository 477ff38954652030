import {
  blockUser,
  createTelegramLink,
  getUser,
  listUsers,
  loginUser,
  registerUser,
  unblockUser,
  updateUser,
} from '@unitfleet/contracts';
import * as documents from './documents/users';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import { shownUser, user } from './support/registry-views';
import { userToken } from './support/start-gateway';
import { UNIT, USER } from './support/views';

const EVERYBODY = {
  offset: null,
  limit: null,
  uuids: [],
  searchString: null,
  role: ['User', 'Admin'],
  status: ['Unverified', 'Verified', 'Blocked'],
  orderByCreateDate: 'desc',
};
const list = { count: 1, users: [user] };
const shownList = { count: 1, users: [shownUser], __typename: 'UsersResultType' };

const cases: OperationCase[] = [
  {
    document: documents.getToken,
    variables: { credentials: 'maker', password: 'secret' },
    asks: loginUser,
    request: { credentials: 'maker', password: 'secret', address: expect.stringMatching(/^(?:127\.|::1)/) },
    answers: { token: userToken },
    shows: userToken,
    malformed: [{ credentials: null }, { password: 5 }],
  },
  {
    document: documents.getUser,
    variables: { uuid: USER },
    asks: getUser,
    request: { uuid: USER },
    answers: user,
    shows: shownUser,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getUsers,
    variables: { offset: 0 },
    asks: listUsers,
    request: { ...EVERYBODY, offset: 0 },
    answers: list,
    shows: shownList,
    malformed: [...BAD_PAGES, { uuids: ['x'] }, { role: ['Admin'] }, { status: 'ALL' }],
  },
  {
    document: documents.getVerificationUser,
    variables: {},
    asks: createTelegramLink,
    request: {},
    answers: { link: 'https://t.me/bot?start=code' },
    shows: 'https://t.me/bot?start=code',
    malformed: [],
  },
  {
    document: documents.createUser,
    variables: { login: 'maker', password: 'secret' },
    asks: registerUser,
    request: { login: 'maker', password: 'secret' },
    answers: user,
    shows: shownUser,
    malformed: [{ login: null }, { password: undefined }],
  },
  {
    document: documents.updateUser,
    variables: { login: 'other', password: null },
    asks: updateUser,
    request: { login: 'other', password: null },
    answers: user,
    shows: shownUser,
    malformed: [{ login: 5 }, { password: ['x'] }],
  },
  {
    document: documents.blockUser,
    variables: { uuid: UNIT },
    asks: blockUser,
    request: { uuid: UNIT },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.unblockUser,
    variables: { uuid: UNIT },
    asks: unblockUser,
    request: { uuid: UNIT },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
];

describeOperations('users', cases, (gateway) => {
  it('takes null for lists and orders as what it means', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUsers, () => list);
    const variables = { uuids: null, role: null, status: null, orderByCreateDate: null };
    await graphql.ask(documents.getUsers, { variables });
    expect(fleet.last(listUsers).request).toEqual({ ...EVERYBODY, ...variables, uuids: [] });
  });
});
