// The rendered text and its counts: asked for shortly after each change, one question at a time, the
// newest answer wins.

import { call } from "../../../ipc";
import { changed, type Preview } from "./change";

const PAUSE = 80;

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
    const wait = this.now === null ? 0 : Math.max(PAUSE, 2 * this.#took);
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
    this.#took = performance.now() - began;
    this.#asking = false;
    if (this.#again && !this.#ended) {
      this.#again = false;
      this.changed();
    }
  }
}
