// What there is to look at before the post goes: looked for a while after each change, and anew after
// each fix. The newest answer wins; what is told is always about the text on the screen.

import { call, type FindingView } from "../../../ipc";
import type { Writing } from "../writing.svelte";
import { inOrder } from "./findings";

/** A thought may be finished before it is judged. */
const PAUSE = 1000;

/** The findings about one open post. */
export class Remarks {
  /** The problems first; null until they are known. */
  now = $state.raw<readonly FindingView[] | null>(null);

  #writing: Writing;
  #https = false;
  #of = { title: "", body: "" };
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(writing: Writing) {
    this.#writing = writing;
    this.#https = writing.publications.some(({ url }) => url?.startsWith("https:") ?? false);
  }

  /** The text changed: it will be looked at when the writer pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), PAUSE);
  }

  /** Looks now; `https`: a blog the post may go to is read over https. */
  async look(https: boolean = this.#https): Promise<void> {
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    this.#https = https;
    const of = { title: this.#writing.shown("title"), body: this.#writing.shown("body") };
    try {
      const findings = await call("check_post", { id: this.#writing.id, ...of, https });
      if (turn !== this.#turn) return;
      this.#of = of;
      this.now = inOrder(findings);
    } catch {
      // Better nothing than something about another text; publishing goes on without.
      if (turn === this.#turn) this.now = null;
    }
  }

  /** The text that a finding is about. */
  there({ place, from, to }: FindingView): string {
    return this.#of[place].slice(from, to);
  }

  /** Makes the change that sets it right, and looks again. False, and nothing is changed, when the text
   * is no longer the one that was looked at. */
  async fix(finding: FindingView): Promise<boolean> {
    const fresh = this.fresh;
    if (fresh && finding.fix) this.#writing.at("body")?.edit([finding.fix]);
    await this.look();
    return fresh;
  }

  /** What was found is about the text that the screen has now. */
  get fresh(): boolean {
    const { title, body } = this.#of;
    return this.#writing.shown("title") === title && this.#writing.shown("body") === body;
  }

  /** Nothing is looked for any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }
}
