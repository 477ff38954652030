export { RestCaller, type RestAnswer, type RestRequest } from './rest-caller';
export { TestFleet, type TestFleetOptions } from './test-fleet';
