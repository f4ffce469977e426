// Sample times, seen from now.

const MINUTE = 60_000;

/** So many minutes ago, milliseconds since 1970. */
export const minutesAgo = (n: number): number => Date.now() - n * MINUTE;

/** So many hours ago. */
export const hoursAgo = (n: number): number => minutesAgo(n * 60);

/** So many days ago. */
export const daysAgo = (n: number): number => hoursAgo(n * 24);
