'use strict';
// The least that a sensor needs: a value, once a second, to every topic of its Output.
const { join } = require('node:path');
const { PepeunitClient } = require('@unitfleet/unit-client');

const client = new PepeunitClient({
  envFilePath: join(__dirname, 'env.json'),
  schemaFilePath: join(__dirname, 'schema.json'),
  logFilePath: join(__dirname, 'log.json'),
  cycleSpeedMs: 1000,
});

client.setOutputHandler(() => client.publish('temperature/pepeunit', (20 + Math.random()).toFixed(2)));
client.run();
