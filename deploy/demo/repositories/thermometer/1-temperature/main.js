'use strict';
const { join } = require('node:path');
const { PepeunitClient } = require('./unit-client.js');
const { Sensors } = require('./sensors.js');

// Whoever supervises this program says with which exit code it asks to be started again.
const restartCode = Number(process.env.UNIT_RESTART_EXIT_CODE) || undefined;

const client = new PepeunitClient({
  envFilePath: join(__dirname, 'env.json'),
  schemaFilePath: join(__dirname, 'schema.json'),
  logFilePath: join(__dirname, 'log.json'),
  restartMode: 'restart_exec',
  supervisorExitCode: restartCode,
  consoleLogEnabled: true,
  cycleSpeedMs: 20,
});
const sensors = new Sensors();
let nextMeasurement = 0;

client.setOutputHandler(() => {
  const now = performance.now();
  if (now < nextMeasurement) return;
  // Read each time: an EnvUpdate changes it while the program runs.
  nextMeasurement = now + client.settings.getInt('MEASURE_INTERVAL_MS', 1000);
  for (const [topic, value] of Object.entries(sensors.measure(client.settings))) {
    client
      .publishToTopics(topic, value)
      .catch((error) => client.logger.warning(`${topic}: ${error.message}`, true));
  }
});

async function main() {
  await client.mqttClient.connect({ attempts: Infinity });
  await client.subscribeAllSchemaTopics();
  client.logger.info(`Thermometer runs ${client.settings.PU_COMMIT_VERSION.slice(0, 8)}`);
  await client.runMainCycle();
}

async function stop() {
  client.stopMainCycle();
  await client.mqttClient.disconnect();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop);
main().catch((error) => {
  client.logger.critical(error.message);
  process.exit(1);
});
