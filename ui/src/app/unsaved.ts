// Words that the library may not have yet, whoever holds them: before the window closes, every
// holder is asked to hand them over.

/** Somebody who holds words for a moment before the library has them. */
export type Holder = {
  /** Commits them now. True when the library has them all. */
  flush: () => Promise<boolean>;
  /** Gives them up, because the writer said so. */
  forget: () => void;
};

const holders = new Set<Holder>();

/** Asks this holder too from now on; the returned function ends that. */
export function holdsWords(holder: Holder): () => void {
  holders.add(holder);
  return () => holders.delete(holder);
}

/** Commits everything, of everybody. True when the library has it all. */
export async function flushWords(): Promise<boolean> {
  // One that fails must not keep the others from being asked.
  const taken = await Promise.allSettled([...holders].map((holder) => holder.flush()));
  return taken.every((one) => one.status === "fulfilled" && one.value);
}

/** Gives up everything that could not be saved. */
export function forgetWords(): void {
  for (const holder of holders) holder.forget();
}
