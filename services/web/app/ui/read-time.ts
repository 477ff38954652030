const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

/** A time of the API, which is in UTC and mostly does not say so (`docs/protocol/rest-graphql.md 1.6`). */
export const readTime = (time: string): Date => new Date(HAS_ZONE.test(time) ? time : `${time}Z`);
