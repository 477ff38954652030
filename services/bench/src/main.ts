import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchControlPlane, showControlPlane } from './control-plane/control-plane.bench';
import { showStorm } from './storm/show-storm';
import { benchStorm } from './storm/storm.bench';
import { benchDecisions, showDecisions } from './decisions/decisions.bench';
import { benchRevocation, showRevocation } from './revocation/revocation.bench';
import { benchScale, showScale } from './telemetry/scale.bench';
import { showTelemetry } from './telemetry/show-telemetry';
import { benchTelemetry } from './telemetry/telemetry.bench';
import { benchWeb, showWeb } from './web/web.bench';

const USAGE = `npm run bench [-- options]

  --only PART          this part alone: telemetry, scale, storm, control-plane, decisions,
                       revocation or web; may be repeated
  --json FILE          the figures as JSON
  --messages N         messages of the main run (400000)
  --nodes N            nodes that they are spread over (1000)
  --units N            Units that the control plane is filled with (100000)
  --devices N          devices that come at once in the storm (10000)
  --limited            the storm also with the broker's own limit of new connections
  --shown N            Units on the page of the fleet (10000)
  --askers N           Units that decisions are made about (5000)
  --embedded           on the embedded broker, also where mosquitto is installed
`;

const PARTS = ['telemetry', 'scale', 'storm', 'control-plane', 'decisions', 'revocation', 'web'];
const REVOKED = 20;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      messages: { type: 'string', default: '400000' },
      nodes: { type: 'string', default: '1000' },
      units: { type: 'string', default: '100000' },
      devices: { type: 'string', default: '10000' },
      limited: { type: 'boolean', default: false },
      shown: { type: 'string', default: '10000' },
      askers: { type: 'string', default: '5000' },
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
  const log = (line: string) => void process.stdout.write(`... ${line}\n`);
  const results: Record<string, unknown> = {};
  if (parts.includes('telemetry')) {
    const telemetry = await benchTelemetry({
      nodes: Number(values.nodes),
      messages: Number(values.messages),
      embedded: values.embedded,
      log,
    });
    process.stdout.write(showTelemetry(telemetry));
    results.telemetry = telemetry;
  }
  if (parts.includes('scale')) {
    const scale = await benchScale({ messages: Number(values.messages), log });
    process.stdout.write(showScale(scale));
    results.scale = scale;
  }
  if (parts.includes('storm')) {
    const storm = await benchStorm({ devices: Number(values.devices), withLimit: values.limited, log });
    process.stdout.write(showStorm(storm));
    results.storm = storm;
  }
  if (parts.includes('control-plane')) {
    const controlPlane = await benchControlPlane({ units: Number(values.units), log });
    process.stdout.write(showControlPlane(controlPlane));
    results.controlPlane = controlPlane;
  }
  if (parts.includes('decisions')) {
    const decisions = await benchDecisions({ units: Number(values.askers), log });
    process.stdout.write(showDecisions(decisions));
    results.decisions = decisions;
  }
  if (parts.includes('revocation')) {
    const revocation = await benchRevocation({ devices: REVOKED, log });
    process.stdout.write(showRevocation(revocation));
    results.revocation = revocation;
  }
  if (parts.includes('web')) {
    const web = await benchWeb({ units: Number(values.shown), log });
    process.stdout.write(showWeb(web));
    results.web = web;
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
};

main().then(
  () => process.exit(),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
