export { FakeFleet } from './fake-fleet';
export { RestCaller, type RestAnswer, type RestRequest } from './rest-caller';
export { createRepo, signUp, unitFiles, type CreatedRepo, type SampleTopics } from './sample-unit';
export * from './stage-gateway';
export { TestFleet, type TestFleetOptions } from './test-fleet';
