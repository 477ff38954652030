export { EmqxRefusal } from './emqx-answer';
export { type EmqxCall, FakeEmqx, type FakeEmqxOptions } from './fake-emqx';
