import {
  createUnitNodeEdge,
  deleteUnitNodeEdge,
  getUnitNode,
  listUnitNodes,
  setInputState,
  updateUnitNode,
} from '@unitfleet/contracts';
import * as documents from './documents/unit-nodes';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import { userToken } from './support/start-gateway';
import { NODE, shownUnitNode, UNIT, unitNode, USER } from './support/views';

const EVERYTHING = {
  offset: null,
  limit: null,
  uuids: [],
  unitUuid: null,
  searchString: null,
  type: ['Output', 'Input'],
  visibilityLevel: ['Public', 'Internal', 'Private'],
  orderByCreateDate: 'desc',
  outputUuid: null,
  hasDataPipeError: null,
};
const list = {
  answers: { count: 1, unitNodes: [unitNode] },
  shows: { count: 1, unitNodes: [shownUnitNode], __typename: 'UnitNodesResultType' },
};

const cases: OperationCase[] = [
  {
    document: documents.getUnitNode,
    variables: { uuid: NODE },
    asks: getUnitNode,
    request: { uuid: NODE },
    answers: { ...unitNode, state: 'on' },
    shows: { ...shownUnitNode, state: 'on' },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getUnitNodes,
    variables: {},
    asks: listUnitNodes,
    request: EVERYTHING,
    ...list,
    malformed: [...BAD_PAGES, { type: ['Input'] }, { outputUuid: 'x' }, { searchString: 5 }],
  },
  {
    document: documents.getUnitNodes,
    variables: {
      uuids: null,
      unitUuid: UNIT,
      type: null,
      visibilityLevel: ['PUBLIC', 'INTERNAL'],
      orderByCreateDate: null,
      outputUuid: NODE,
      limit: 500,
    },
    asks: listUnitNodes,
    request: {
      ...EVERYTHING,
      unitUuid: UNIT,
      type: null,
      visibilityLevel: ['Public', 'Internal'],
      orderByCreateDate: null,
      outputUuid: NODE,
      limit: 500,
    },
    ...list,
    malformed: [],
  },
  {
    document: documents.updateUnitNode,
    // What the frontend's node options send for an Output node.
    variables: {
      ...shownUnitNode,
      visibilityLevel: 'PRIVATE',
      isRewritableInput: null,
      isDataPipeActive: false,
    },
    asks: updateUnitNode,
    request: {
      uuid: NODE,
      visibilityLevel: 'Private',
      isRewritableInput: null,
      isDataPipeActive: false,
      maxConnections: 10,
    },
    answers: unitNode,
    shows: shownUnitNode,
    malformed: [...BAD_UUIDS, { maxConnections: 1.5 }, { maxConnections: 2 ** 40 }, { isDataPipeActive: 1 }],
  },
  {
    document: documents.setStateUnitNodeInput,
    variables: { uuid: NODE, state: '{"on":true}' },
    asks: setInputState,
    request: { uuid: NODE, state: '{"on":true}' },
    answers: unitNode,
    shows: shownUnitNode,
    malformed: [...BAD_UUIDS, { state: 5 }],
  },
  {
    document: documents.createUnitNodeEdge,
    variables: { nodeOutputUuid: NODE, nodeInputUuid: UNIT },
    asks: createUnitNodeEdge,
    request: { nodeOutputUuid: NODE, nodeInputUuid: UNIT },
    answers: { uuid: USER, nodeOutputUuid: NODE, nodeInputUuid: UNIT },
    shows: { uuid: USER, nodeOutputUuid: NODE, nodeInputUuid: UNIT, __typename: 'UnitNodeEdgeType' },
    malformed: [{ nodeOutputUuid: null }, { nodeInputUuid: 'x' }],
  },
  {
    document: documents.deleteUnitNodeEdge,
    variables: { inputUuid: UNIT, outputUuid: NODE },
    asks: deleteUnitNodeEdge,
    request: { nodeInputUuid: UNIT, nodeOutputUuid: NODE },
    answers: null,
    shows: NONE,
    malformed: [{ inputUuid: null }, { outputUuid: 'x' }],
  },
];

describeOperations('operations on nodes', cases, (gateway) => {
  it('asks for those whose data pipe cannot run', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnitNodes, () => ({ count: 1, unitNodes: [unitNode] }));
    const query = `{ getUnitNodes(filters: { hasDataPipeError: true }) { count } }`;
    const { json } = await graphql.ask(query, { token: userToken });
    expect(json.data).toEqual({ getUnitNodes: { count: 1 } });
    expect(fleet.last(listUnitNodes).request).toEqual({ ...EVERYTHING, hasDataPipeError: true });
  });
});
