import { describeLife } from './interop/life';
import { GoDevice } from './interop/go-device';
import { MicropythonDevice } from './interop/micropython-device';
import { PythonDevice } from './interop/python-device';
import { Stage } from './interop/stage';
import { describeWire } from './interop/wire';

jest.setTimeout(300_000);

/**
 * Devices that share no code with the platform, each as strict and as naive as one of the published libraries
 * (docs/protocol/device.md 1.1, oddities A), from the first archive to the end of their Unit.
 */
describe('devices of other libraries', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.begin()));
  afterAll(() => stage?.end());

  describeWire(() => stage);
  describeLife('python', PythonDevice, () => stage);
  describeLife('golang', GoDevice, () => stage);
  describeLife('micropython', MicropythonDevice, () => stage);
});
