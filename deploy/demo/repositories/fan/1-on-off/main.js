'use strict';
const { join } = require('node:path');
const { PepeunitClient } = require('./unit-client.js');
const { Controller } = require('./controller.js');

// Whoever supervises this program says with which exit code it asks to be started again.
const restartCode = Number(process.env.UNIT_RESTART_EXIT_CODE) || undefined;

const client = new PepeunitClient({
  envFilePath: join(__dirname, 'env.json'),
  schemaFilePath: join(__dirname, 'schema.json'),
  logFilePath: join(__dirname, 'log.json'),
  restartMode: 'restart_exec',
  supervisorExitCode: restartCode,
  consoleLogEnabled: true,
});
const controller = new Controller(client.settings);
let speed;

function follow(reason) {
  const next = controller.speed();
  if (next === speed) return;
  speed = next;
  client.logger.info(`Fan at ${speed} %: ${reason}`);
  client
    .publishToTopics('fan_speed/pepeunit', String(speed))
    .catch((error) => client.logger.warning(`fan_speed/pepeunit: ${error.message}`, true));
}

client.setMqttInputHandler((_, { topic, payload }) => {
  // An Input hears its own topic and those of the Outputs linked to it; the schema knows the name for both.
  const name = client.schema.findTopicByUnitNode(topic, 'full_name', 'input');
  if (name && !controller.take(name, payload)) client.logger.warning(`${name}: ${payload} is not understood`);
  follow(controller.reason());
});

async function main() {
  await client.mqttClient.connect({ attempts: Infinity });
  await client.subscribeAllSchemaTopics();
  client.logger.info(`Fan runs ${client.settings.PU_COMMIT_VERSION.slice(0, 8)}`);
  follow('started');
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
