// The rendered text and its counts: asked for at each change, one question at a time, the newest answer
// wins.

import { call } from "../../../ipc";
import { changed, type Preview } from "./change";

/** What the text looks like now. */
export class Rendering {
  now = $state.raw<Preview | null>(null);

  /** The core's name for what is shown; it answers with what changed since. */
  #shown: number | null = null;

  #read: () => string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;
  #ended = false;
  #took = 0;
  /** When the last answer was there. */
  #answered = 0;

  /** `read` gives the text when it is asked for. */
  constructor(read: () => string) {
    this.#read = read;
  }

  /** The text changed. */
  changed(): void {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    // A text that takes long to render is rendered less often, so that typing stays light.
    const wait = Math.max(0, this.#answered + 2 * this.#took - performance.now());
    this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  /** Nothing is asked any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    const began = performance.now();
    try {
      const change = await call("render_preview", {
        markdown: this.#read(),
        shown: this.#shown,
      });
      this.#shown = change.state;
      if (!this.#ended) this.now = changed(this.now, change);
    } catch {
      // The last good one stays; the next change asks for all of it.
      this.#shown = null;
    }
    this.#answered = performance.now();
    this.#took = this.#answered - began;
    this.#asking = false;
    if (this.#again && !this.#ended) {
      this.#again = false;
      this.changed();
    }
  }
}
