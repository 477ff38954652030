import { gatewaySettings, type GatewaySettings } from '@unitfleet/config';

export const gatewayRestSettings = gatewaySettings;

export type Settings = GatewaySettings;

export const SETTINGS = Symbol('Settings');
