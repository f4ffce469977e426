// Keeps how the open post was left: when its editor comes to rest, when it is left, and when the
// window closes.

import { holdsWords } from "../../../app/unsaved";
import type { EditorHandle } from "../../../editor/Editor.svelte";
import type { PostId } from "../../../ipc";
import { keepMemory } from "./remembering";

const REST = 1500;

/** For one post, as long as it is open. */
export class Keeping {
  #post: PostId;
  #editor: EditorHandle | null = null;
  #line: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #release: () => void;

  /** `line` is at the top of the pane, from 0. */
  constructor(post: PostId, line: () => number) {
    this.#post = post;
    this.#line = line;
    const flush = async () => {
      await this.#keep();
      return true;
    };
    this.#release = holdsWords({ flush, forget: () => undefined });
  }

  /** The editor is there. */
  of(editor: EditorHandle): void {
    this.#editor = editor;
  }

  /** Text, cursor or scroll changed. */
  changed(): void {
    this.#stale = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), REST);
  }

  /** The post is left. */
  end(): void {
    clearTimeout(this.#timer);
    this.#release();
    void this.#keep();
  }

  async #keep(): Promise<void> {
    if (!this.#stale || this.#editor === null) return;
    this.#stale = false;
    await keepMemory(this.#post, this.#editor.memory(this.#line()), Date.now());
  }
}
