import type { Fleet } from './start-fleet';

/** What a person needs to know when the instance is up. */
export const summary = (fleet: Fleet, login: { login: string; password: string } | null): string => {
  const api = `${fleet.origin}/pepeunit/api/v1`;
  const lines = [
    '',
    `  Unitfleet is ready:  ${fleet.origin}`,
    `  API documentation    ${fleet.origin}/pepeunit/docs`,
    `  MQTT                 ${fleet.addresses.publicHost}:${fleet.addresses.mqttPort}`,
  ];
  if (login) {
    lines.push(
      `  Login                ${login.login}  ${login.password}`,
      '',
      '  Live data of the demo fleet:',
      `    curl -s ${api}/metrics/`,
      `    curl -s '${api}/unit_nodes?search_string=temperature'`,
      `    curl -s '${api}/units?is_include_output_unit_nodes=true'`,
    );
  }
  return [...lines, '', '  Ctrl-C stops everything.', ''].join('\n');
};
