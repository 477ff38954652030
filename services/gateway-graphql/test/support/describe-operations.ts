import { DomainError, noAccess, type OperationDefinition, type UploadDefinition } from '@unitfleet/contracts';
import { operationName, type OperationCase } from './operation-case';
import { startGateway, USER, userToken, type TestGateway } from './start-gateway';

/** What shared bags of variables hold besides those that a document declares. */
const UNDECLARED = { undeclared: { deep: [null] }, isNone: null };

/** What the gateway answers to a field that fails: everything is null, and the message is the first thing to see. */
const failure = (field: string, message: string) => ({
  data: null,
  errors: [{ message, locations: [expect.objectContaining({ line: expect.any(Number) })], path: [field] }],
});

/** Each operation by a good call and by three bad ones: anonymous, foreign, malformed; then what else there is to say. */
export const describeOperations = (
  title: string,
  cases: readonly OperationCase[],
  more: (gateway: () => TestGateway) => void = () => undefined,
): void => {
  describe(title, () => {
    let gateway: TestGateway;
    beforeAll(async () => (gateway = await startGateway()));
    afterAll(() => gateway.close());

    describe.each(cases.map((one): [string, OperationCase] => [operationName(one.document), one]))(
      '%s',
      (
        name,
        { document, field = name, variables, file, asks, request, answers, shows, isUpload, malformed },
      ) => {
        const ask = (token: string | undefined, change: Readonly<Record<string, unknown>> = {}) =>
          gateway.graphql.ask(document, {
            operationName: name,
            variables: { ...UNDECLARED, ...variables, ...change },
            token,
            ...(file !== undefined && !('file' in change) && { files: { 'variables.file': file } }),
          });
        const service = (answer: () => unknown) => {
          if (isUpload) gateway.fleet.onUpload(asks as UploadDefinition, answer);
          else gateway.fleet.on(asks as OperationDefinition, answer);
        };

        it('hands on what is asked and shows what is answered', async () => {
          service(() => answers);
          const { status, json } = await ask(userToken);
          expect(json).toEqual({ data: { [field]: shows } });
          expect(status).toBe(200);
          const asked = gateway.fleet.last(asks);
          expect(asked.request).toEqual(request);
          expect(asked.actor).toEqual({ kind: 'User', uuid: USER, login: 'maker', role: 'User' });
        });

        it('leaves it to the service what the anonymous may', async () => {
          const refusal = noAccess('nobody knows you');
          service(() => {
            throw refusal;
          });
          const { status, json } = await ask(undefined);
          expect(json).toEqual(failure(field, refusal.message));
          expect(status).toBe(200);
          expect(gateway.fleet.last(asks).actor).toEqual({ kind: 'Bot' });
        });

        it('passes on what the service refuses, word by word', async () => {
          const refusal = new DomainError('Validation', 'not yours: "x"\nat all');
          service(() => {
            throw refusal;
          });
          const { status, json } = await ask(userToken);
          expect(json).toEqual(failure(field, refusal.message));
          expect(status).toBe(200);
        });

        if (malformed.length > 0)
          it.each(
            malformed.map((change): [string, (typeof malformed)[number]] => [JSON.stringify(change), change]),
          )('asks nobody when it is malformed: %s', async (_text, change) => {
            service(() => answers);
            const before = gateway.fleet.count(asks);
            const { status, json } = await ask(userToken, change);
            expect(status).toBe(200);
            expect(json.data).toBeNull();
            expect(json.errors[0].message).toEqual(expect.stringMatching(/./));
            expect(json.errors[0].message).not.toMatch(/^500/);
            expect(gateway.fleet.count(asks)).toBe(before);
          });
      },
    );

    more(() => gateway);
  });
};
