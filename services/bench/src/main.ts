import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchTelemetry, type TelemetryResult } from './telemetry.bench';

const USAGE = `npm run bench [-- options]

  --only telemetry     this part alone
  --json FILE          the figures as JSON
  --messages N         messages of the main run (400000)
  --nodes N            nodes that they are spread over (1000)
  --embedded           on the embedded broker, also where mosquitto is installed
`;

const PARTS = ['telemetry'];

const show = (result: TelemetryResult): string => {
  const rows = Object.entries(result.processes).map(
    ([name, { cpuSeconds, rssMb }]) =>
      `  ${name.padEnd(14)} ${cpuSeconds.toFixed(2).padStart(7)} s CPU  ${String(rssMb).padStart(5)} MB`,
  );
  return [
    '',
    `telemetry, on ${result.broker}`,
    `  path           ${result.rate} messages/s`,
    `  ceiling        ${result.ceiling} messages/s`,
    `  ratio          ${result.ratio}`,
    `  CPU            ${result.cpuUsPerMessage ?? '?'} us a message, without broker and generator`,
    `  latency        p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms at half of the rate`,
    `  lost, doubled  ${result.lost}, ${result.doubled}`,
    ...rows,
    '',
  ].join('\n');
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      messages: { type: 'string', default: '400000' },
      nodes: { type: 'string', default: '1000' },
      embedded: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const parts = values.only ?? PARTS;
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (values.help || unknown) {
    process.stdout.write(unknown ? `there is no part "${unknown}"\n\n${USAGE}` : USAGE);
    process.exitCode = unknown ? 2 : 0;
    return;
  }
  const telemetry = await benchTelemetry({
    nodes: Number(values.nodes),
    messages: Number(values.messages),
    embedded: values.embedded,
    log: (line) => void process.stdout.write(`... ${line}\n`),
  });
  process.stdout.write(show(telemetry));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ telemetry }, null, 2)}\n`);
};

main().then(
  () => process.exit(),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
