// A conflict being settled: what the blog has beside what is here, what was chosen so far, and the
// text that makes. Nothing the writer typed here is given up without a word.

import { flushWords } from "../../../app/unsaved";
import {
  asCommandError,
  call,
  type CommandError,
  type Conflict,
  type JobId,
  type Sides,
} from "../../../ipc";
import {
  carried,
  changedBy,
  clashesOf,
  compose,
  settled,
  standsBy,
  type Choice,
  type Choices,
} from "./choices";

/** A short text of a post that both may have changed. */
export type Field = "title" | "slug" | "excerpt" | "closing";

export const FIELDS: readonly Field[] = ["title", "slug", "excerpt", "closing"];

/** Names that both may have added to or taken from. */
export type NameField = "tags" | "categories";

export const NAMES: readonly NameField[] = ["tags", "categories"];

/** The whole text under the writer's hands. */
type Whole = { first: string; read: () => string; changed: boolean };

export class Merging {
  readonly job: JobId;
  conflict = $state.raw<Conflict | null>(null);
  /** Why there is no comparison. */
  failure = $state.raw<CommandError | null>(null);
  /** Why what was chosen was not taken. */
  refused = $state.raw<CommandError | null>(null);
  loading = $state(false);
  sending = $state(false);
  choices = $state.raw<Choices>(new Map());
  fields = $state.raw<Partial<Record<Field, keyof Sides>>>({});
  /** Tags and categories as the writer left them; both edits together where they are not here. */
  names = $state.raw<Partial<Record<NameField, string[]>>>({});
  /** Whose status and date. */
  stand = $state<"mine" | "theirs">();
  /** The whole text, once it is looked at in the editor. */
  whole = $state.raw<Whole | null>(null);
  /** The writer's own words that a new comparison had no place for. */
  spare = $state.raw<string[]>([]);
  #turn = 0;

  constructor(job: JobId) {
    this.job = job;
  }

  /** Clashes of the body, by the index of their piece. */
  clashes = $derived(clashesOf(this.conflict?.pieces ?? []));
  /** The fields that need a choice. */
  clashing = $derived(
    FIELDS.filter((field) => this.conflict && changedBy(this.conflict[field]) === "both"),
  );
  #stands = $derived(this.conflict !== null && standsBy(this.conflict.stands) === "both");
  total = $derived(this.clashes.length + this.clashing.length + Number(this.#stands));
  left = $derived(
    (this.whole ? 0 : this.clashes.filter((i) => !this.choices.has(i)).length) +
      this.clashing.filter((field) => this.fields[field] === undefined).length +
      Number(this.#stands && this.stand === undefined),
  );
  /** The body as the choices make it; null while some are open. */
  body = $derived(this.conflict && compose(this.conflict.pieces, this.choices));
  /** Something would be given up by leaving. */
  touched = $derived(
    this.choices.size > 0 ||
      Object.keys(this.fields).length > 0 ||
      Object.keys(this.names).length > 0 ||
      this.stand !== undefined ||
      this.whole?.changed === true ||
      this.spare.length > 0,
  );
  /** Words were typed here that stand nowhere else. */
  typed = $derived(
    this.whole?.changed === true ||
      this.spare.length > 0 ||
      [...this.choices.values()].some((choice) => choice.take === "edited"),
  );

  /** Compares what the blog has now with what is here, as the library has it. */
  async load(): Promise<void> {
    const turn = (this.#turn += 1);
    this.failure = null;
    this.refused = null;
    this.loading = true;
    // What was typed a moment ago is part of "mine".
    await flushWords();
    try {
      const conflict = await call("conflict_of", { job: this.job });
      if (turn === this.#turn) this.#take(conflict);
    } catch (error) {
      if (turn === this.#turn) this.failure = asCommandError(error);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }

  /** Does away with the comparison and makes a new one; what was chosen holds where it can. */
  async again(): Promise<void> {
    if (this.whole?.changed) this.spare = [...this.spare, this.whole.read()];
    this.whole = null;
    await this.load();
  }

  /** No answer is waited for any more. */
  end(): void {
    this.#turn += 1;
  }

  choose(piece: number, choice: Choice): void {
    this.choices = new Map(this.choices).set(piece, choice);
  }

  chooseField(field: Field, side: keyof Sides): void {
    this.fields = { ...this.fields, [field]: side };
  }

  chooseNames(field: NameField, names: string[]): void {
    this.names = { ...this.names, [field]: names };
  }

  chooseStand(side: "mine" | "theirs"): void {
    this.stand = side;
  }

  /** Shows the whole text in the editor. */
  openWhole(): void {
    const first = this.body;
    if (first !== null) this.whole = { first, read: () => first, changed: false };
  }

  /** Back to the choices, while nothing was written in the whole text. */
  closeWhole(): void {
    if (!this.whole?.changed) this.whole = null;
  }

  wrote(read: () => string, changed: boolean): void {
    if (this.whole) this.whole = { ...this.whole, read, changed };
  }

  /** Saves the merged text and sends it. Whether that went well. */
  async send(): Promise<boolean> {
    const { conflict } = this;
    const body = this.whole ? this.whole.read() : this.body;
    const [title, slug, excerpt, closing] = FIELDS.map((field) => this.#field(field));
    if (!conflict || body === null || this.left > 0) return false;
    if (title == null || slug == null || excerpt == null || closing == null) return false;
    if (this.sending || this.loading) return false;
    this.sending = true;
    this.refused = null;
    const { seen, version } = conflict;
    const tags = this.names.tags ?? conflict.tags.merged;
    const categories = this.names.categories ?? conflict.categories.merged;
    const stand = this.stand ?? "mine";
    const text = { title, excerpt, closing, body, slug, tags, categories, stand };
    try {
      await call("resolve_conflict", { job: this.job, seen, version, text });
      return true;
    } catch (error) {
      this.refused = asCommandError(error);
      return false;
    } finally {
      this.sending = false;
    }
  }

  #field(field: Field): string | null {
    const sides = this.conflict?.[field];
    if (!sides) return null;
    const side = this.fields[field];
    return settled(sides) ?? (side ? sides[side] : null);
  }

  #take(conflict: Conflict): void {
    const before = this.conflict;
    const { choices, lost } = carried(before?.pieces ?? [], this.choices, conflict.pieces);
    this.spare = [...this.spare, ...lost];
    this.choices = choices;
    // A choice holds only while what it was made between is the same.
    const same = (field: Field | NameField | "stands") =>
      JSON.stringify(before?.[field]) === JSON.stringify(conflict[field]);
    const kept = <T extends object>(chosen: T): T =>
      Object.fromEntries(
        Object.entries(chosen).filter(([field]) => same(field as Field | NameField)),
      ) as T;
    this.fields = kept(this.fields);
    this.names = kept(this.names);
    if (!same("stands")) this.stand = undefined;
    this.conflict = conflict;
    // Nothing to choose in the text: it is shown beside what the blog has, ready to be read.
    if (this.clashes.length === 0 && changedBy(conflict.body) !== "same") this.openWhole();
  }
}
