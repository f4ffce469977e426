// How long the text is, how long what is selected is, and how much came since the post was opened.

import { call, type CountsView, type PostId } from "../../../ipc";

/** The words a post had when it was opened, as long as the window is open. */
const begun = new Map<PostId, number>();

/** A post is open with so many words; only the first time counts. */
export function beginSession(post: PostId, words: number): void {
  if (!begun.has(post)) begun.set(post, words);
}

/** The words written since a post was opened; never less than none. */
export function written(post: PostId, words: number): number {
  return Math.max(0, words - (begun.get(post) ?? words));
}

const PAUSE = 150;

/** The counts of what is selected; asked for when the selection comes to rest. */
export class SelectionCounts {
  now = $state.raw<CountsView | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `read` gives what is selected, `length` characters of it. */
  changed(length: number, read: () => string): void {
    clearTimeout(this.#timer);
    const mine = (this.#turn += 1);
    if (length === 0) {
      this.now = null;
      return;
    }
    this.#timer = setTimeout(async () => {
      try {
        const counts = await call("count_text", { markdown: read() });
        if (mine === this.#turn) this.now = counts;
      } catch {
        // No count is shown for it.
      }
    }, PAUSE);
  }

  end(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }
}
