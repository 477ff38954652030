import { NO_ACCESS, type RestCase } from '../rest-case';

/** `docs/protocol/rest-graphql.md 2.6`. */
export const instanceCases: RestCase[] = [
  {
    endpoint: 'GET /metrics/',
    as: 'anonymous',
    verify: ({ body }) =>
      expect(body).toMatchObject({ user_count: expect.any(Number), unit_node_edge_count: 0 }),
    refuses: { garbage: NO_ACCESS },
    admits: ['stranger', 'unit'],
    bad: [],
  },
];
