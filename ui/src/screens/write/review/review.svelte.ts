// A post on its way to a reviewer: in which form, with which changes marked, and where it came to lie.

import {
  asCommandError,
  call,
  type CommandError,
  type Reviewed,
  type ReviewForm,
  type ReviewWish,
  type RevisionId,
  type RevisionView,
} from "../../../ipc";
import type { Writing } from "../writing.svelte";

/** The forms, and the one that is no file. */
export type Form = ReviewForm | "print";

/** Since when changes are marked: a version, or nothing. */
export type Marked = RevisionId | null;

// Where the last one went; a writer has one folder for that.
let last = "";

/** One post, for one reviewer. */
export class Review {
  form = $state<Form>("html");
  note = $state("");
  path = $state(last);
  /** Versions that changes can be marked since, newest first. */
  versions = $state.raw<RevisionView[]>([]);
  since = $state<Marked>(null);
  done = $state.raw<Reviewed | null>(null);
  busy = $state(false);
  error = $state.raw<CommandError | null>(null);

  #writing: Writing;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** Reads the versions; changes are marked since the text that was published last. */
  async begin(): Promise<void> {
    await this.#attempt(async () => {
      const page = await call("list_revisions", { id: this.#writing.id, after: null });
      this.versions = page.rows.filter(known);
      this.since = this.versions.find(({ reason }) => reason === "publish")?.id ?? null;
    });
  }

  /** Writes the file, or shows what is to be printed. */
  async go(): Promise<void> {
    this.busy = true;
    this.done = null;
    await this.#attempt(async () => {
      // What was typed last is looked at, too.
      await this.#writing.committed();
      const id = this.#writing.id;
      const wish: ReviewWish = {
        marks: this.since !== null,
        since: this.since,
        note: this.note.trim(),
      };
      if (this.form === "print") {
        await call("print_review", { id, wish });
        return;
      }
      const path = this.path.trim();
      this.done = await call("write_review", { id, path, form: this.form, wish });
      last = path;
    });
    this.busy = false;
  }

  /** Begins a letter that the file goes along with. */
  async letter(subject: string): Promise<void> {
    await this.#attempt(() => call("begin_letter", { subject, text: this.note.trim() }));
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = asCommandError(thrown);
    }
  }
}

/** A version that somebody else may have seen, or that the writer named. */
function known({ reason, name }: RevisionView): boolean {
  return reason === "publish" || reason === "elsewhere" || name !== "";
}
