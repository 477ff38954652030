'use strict';
// A device that updates itself, says how that goes, and keeps what it has measured through every version.
// Start it with `npx unit-launch main.js`: the launcher puts the version before back if a new one does not come up.
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { PepeunitClient } = require('@unitfleet/unit-client');

const client = new PepeunitClient({
  envFilePath: join(__dirname, 'env.json'),
  schemaFilePath: join(__dirname, 'schema.json'),
  logFilePath: join(__dirname, 'log.json'),
  cycleSpeedMs: 500,
  update: {
    requiredFiles: ['main.js'],
    keepFiles: ['measured.csv'],
    // This program says itself when a version works: see below.
    confirmation: 'manual',
    confirmWithinMs: 120_000,
  },
});

client.on('update', ({ stage, version, reason }) => {
  client.logger.info(`Update ${stage}: ${version.slice(0, 8)}${reason ? `, ${reason}` : ''}`);
});
client.on('disconnect', ({ reason }) => client.logger.warning(`Offline: ${reason}`, true));

client.setOutputHandler(async () => {
  const value = measure();
  appendFileSync(join(__dirname, 'measured.csv'), `${Date.now()},${value}\n`);
  await client.publish('temperature/pepeunit', value);
  // A value has been measured and the broker has it: this version does what it is for.
  client.confirmUpdate();
});

function measure() {
  return (20 + Math.random()).toFixed(2);
}

client.run();
