import type { TelemetryResult } from './telemetry.bench';

/** The figures as a table. */
export const showTelemetry = (result: TelemetryResult): string => {
  const { latency, idle } = result;
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
    `  CPU, JSON      ${result.jsonCpuUsPerMessage ?? '?'} us a message`,
    `  latency        p50 ${latency.p50Ms} ms, p99 ${latency.p99Ms} ms at half of the rate`,
    `    to the bridge  p50 ${latency.ingressP50Ms} ms, p99 ${latency.ingressP99Ms} ms`,
    `  idle           stored p50 ${idle.storedP50Ms} ms, p99 ${idle.storedP99Ms} ms`,
    `                 readable p50 ${idle.readableP50Ms} ms, p99 ${idle.readableP99Ms} ms`,
    `  lost, doubled  ${result.lost}, ${result.doubled}`,
    ...rows,
    '',
  ].join('\n');
};
