// The keys that open the publish sheet also send what it shows. Held down, or arriving twice from the
// window's menu, they must not publish what nobody has read. Pure.

/** Without a key let go meanwhile, the keys mean "send" again after so many quiet milliseconds: more
 * than systems leave between the repeats of a held key. */
export const QUIET = 700;

/** One opening of the sheet. Times in milliseconds. */
export class Held {
  #since: number;
  #released = false;

  constructor(opened: number) {
    this.#since = opened;
  }

  /** A key was let go: what comes now is pressed anew. */
  released(): void {
    this.#released = true;
  }

  /** Whether the keys mean "send" now. Each time they do not, the wait begins again. */
  means(now: number): boolean {
    if (this.#released || now - this.#since >= QUIET) return true;
    this.#since = now;
    return false;
  }
}
