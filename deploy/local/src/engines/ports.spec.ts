import { createServer } from 'node:net';
import { assertPortFree, freePort } from './ports';

describe('ports', () => {
  it('finds a free one, and says who needs one that is taken and how to move it', async () => {
    const port = await freePort();
    await assertPortFree(port, 'the MQTT broker');
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(assertPortFree(port, 'the MQTT broker', 'UNITFLEET_MQTT_PORT')).rejects.toThrow(
      `Port ${port} is taken, and the MQTT broker needs it: stop the other program, or set UNITFLEET_MQTT_PORT to another port.`,
    );
    server.close();
  });
});
