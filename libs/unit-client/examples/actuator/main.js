'use strict';
// A fan that follows its Input: its own topic, or any Output that is linked to it, sets the speed.
const { join } = require('node:path');
const { PepeunitClient } = require('@unitfleet/unit-client');

const client = new PepeunitClient({
  envFilePath: join(__dirname, 'env.json'),
  schemaFilePath: join(__dirname, 'schema.json'),
  logFilePath: join(__dirname, 'log.json'),
});

client.onInput('set_speed/pepeunit', async (text) => {
  const speed = Number(text);
  if (!(speed >= 0 && speed <= 100)) {
    client.logger.warning(`set_speed: ${text} is no percentage`);
    return;
  }
  await client.publish('speed/pepeunit', speed);
  // What the platform keeps survives the device's disk.
  await client.restClient.setStateStorage(JSON.stringify({ speed }));
  client.logger.info(`The fan turns at ${speed} %`);
});

async function main() {
  const kept = await client.restClient.getStateStorage().catch(() => '');
  if (kept !== '') client.logger.info(`Before the restart: ${kept}`);
  await client.run();
}

main();
