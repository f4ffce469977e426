// The history of the post on the desk: its versions, the one that is looked at, and what can be done
// with it.

import { tick } from "svelte";

import {
  asCommandError,
  call,
  type CommandError,
  type ComparisonView,
  type Cursor,
  type PostEdit,
  type RevisionId,
  type RevisionReason,
  type RevisionView,
} from "../../../ipc";
import type { Writing } from "../writing.svelte";

/** How a version is looked at: what changed since, what changed then, its text. */
export type View = "since" | "then" | "text";

/** A version as it is shown. */
export type Looked = { revision: RevisionView } & (
  { view: "text"; edit: PostEdit } | { view: "since" | "then"; changes: ComparisonView }
);

/** The versions of one post. */
export class History {
  rows = $state.raw<RevisionView[] | null>(null);
  looked = $state.raw<Looked | null>(null);
  view = $state<View>("since");
  error = $state.raw<CommandError | null>(null);
  /** There are older ones to be read. */
  more = $state.raw<Cursor | null>(null);

  #writing: Writing;
  #turn = 0;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** Reads the newest versions, and looks at the newest one that was kept for this reason. */
  async begin(first: RevisionReason | null): Promise<void> {
    await this.#attempt(async () => {
      // Words that are not saved yet would be shown as removed.
      await this.#writing.flush();
      await this.#read();
      const wanted = this.rows?.find(({ reason }) => reason === first);
      if (wanted) await this.look(wanted, "text");
    });
  }

  /** Older versions. */
  async older(): Promise<void> {
    await this.#attempt(async () => {
      const after = this.more;
      if (after === null) return;
      const page = await call("list_revisions", { id: this.#writing.id, after });
      if (this.more !== after) return;
      this.rows = [...(this.rows ?? []), ...page.rows];
      this.more = page.next;
    });
  }

  /** Looks at a version; the last one that was asked for is shown. */
  async look(revision: RevisionView, view: View = this.view): Promise<void> {
    const turn = (this.#turn += 1);
    this.view = view;
    await this.#attempt(async () => {
      const { id } = revision;
      const looked: Looked =
        view === "text"
          ? { revision, view, edit: await call("get_revision", { id }) }
          : { revision, view, changes: await this.#compared(id, view) };
      if (turn === this.#turn) this.looked = looked;
    });
  }

  /** Back to the list, where there is no room for both. */
  async leave(): Promise<void> {
    this.#turn += 1;
    this.looked = null;
    await tick();
  }

  /** Keeps the present text under a name. Whether it is kept. */
  async keep(name: string): Promise<boolean> {
    return this.#attempt(async () => {
      const from = await this.#writing.committed();
      await call("keep_checkpoint", { id: this.#writing.id, from, name });
      await this.#read();
    });
  }

  /** Gives a version a name, or takes it away. Whether that was done. */
  async rename(id: RevisionId, name: string): Promise<boolean> {
    return this.#attempt(async () => {
      await call("name_revision", { id, name });
      const named = (row: RevisionView) => (row.id === id ? { ...row, name: name.trim() } : row);
      this.rows = this.rows?.map(named) ?? null;
      if (this.looked) this.looked = { ...this.looked, revision: named(this.looked.revision) };
    });
  }

  /** Puts a version in the place of the present text. The version that holds the text it replaced,
   * null when that failed. */
  async putBack(id: RevisionId): Promise<RevisionId | null> {
    let replaced: RevisionId | null = null;
    await this.#attempt(async () => {
      await this.#writing.putBack(id);
      const page = await call("list_revisions", { id: this.#writing.id, after: null });
      replaced = page.rows.find(({ reason }) => reason === "replaced")?.id ?? null;
    });
    return this.error === null ? replaced : null;
  }

  async #read(): Promise<void> {
    const page = await call("list_revisions", { id: this.#writing.id, after: null });
    this.rows = page.rows;
    this.more = page.next;
  }

  async #compared(id: RevisionId, view: "since" | "then"): Promise<ComparisonView> {
    if (view === "since") await this.#writing.flush();
    return call("compare_revision", { id, against: view === "since" ? "now" : "before" });
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = asCommandError(thrown);
    }
    return this.error === null;
  }
}
