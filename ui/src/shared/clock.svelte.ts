// The time for "2 minutes ago", so that it stays true while the window is open.

import { createSubscriber } from "svelte/reactivity";

const EVERY = 30_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, EVERY);
  return () => clearInterval(timer);
});

/** Now, in milliseconds since 1970; whatever shows it is shown anew twice a minute. */
export function now(): number {
  subscribe();
  return Date.now();
}
