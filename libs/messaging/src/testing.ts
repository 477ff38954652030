/** For tests that play a foreign service without a Nest application of its own. */
export { askPatiently } from './rpc/patient-operations';
export { RpcServer, type Handler } from './rpc/rpc-server';
export { StreamServer } from './rpc/stream-server';
export { UploadServer } from './rpc/upload-server';
