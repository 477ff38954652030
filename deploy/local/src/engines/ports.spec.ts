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

  it('gives none a second time to those who do not listen yet', async () => {
    const ports = new Set<number>();
    for (let given = 0; given < 300; given += 1) ports.add(await freePort());
    expect(ports.size).toBe(300);
  });
});
