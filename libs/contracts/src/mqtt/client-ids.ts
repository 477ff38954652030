/**
 * Client ids of the platform's own connections begin with it. At EMQX all listeners share one space of client ids, so a
 * device under such a name would end a bridge's connection and take its session: none is let in.
 */
export const PLATFORM_CLIENTS = 'unitfleet-';
