/** The fleet. A name is the queue group, the schema, the subject token and the folder of its service. */
export const SERVICE_NAMES = [
  'registry',
  'units',
  'datapipe',
  'builder',
  'notifier',
  'dashboards',
  'auth-hook',
  'mqtt-bridge',
  'gateway-rest',
  'gateway-graphql',
  'web',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];
