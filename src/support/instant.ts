const second = (time: string): number => Math.floor(Date.parse(time) / 1_000);

/**
 * Whether something that starts at one instant (RFC 3339) starts after another. Whole seconds count, since a start that we
 * set comes from a `Date` header: in doubt it does not.
 */
export const startsLater = (startsOn: string, instant: string): boolean => second(startsOn) > second(instant);
