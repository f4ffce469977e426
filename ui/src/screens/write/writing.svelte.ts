// The post on the desk: its text, its saves, and what the library says about it meanwhile.

import { preferences } from "../../app/preferences.svelte";
import {
  asCommandError,
  call,
  type CommandError,
  type PlaceView,
  type PostDetail,
  type PostEdit,
  type PostId,
  type PublicationView,
  type RevisionId,
  type Shelf,
} from "../../ipc";
import { Autosave, PAUSE, type SaveState } from "./autosave";
import type { Editable } from "./editable";

/** What the editor lets the desk do to it. */
export type EditorHandle = Editable & {
  /** Shows another text, the cursor where it was, without calling it an edit. */
  show: (body: string) => void;
  focus: () => void;
};

/** One open post. */
export class Writing {
  readonly id: PostId;
  title = $state("");
  slug = $state("");
  excerpt = $state("");
  tags = $state.raw<string[]>([]);
  categories = $state.raw<string[]>([]);
  shelf = $state<Shelf>("drafts");
  publications = $state.raw<PublicationView[]>([]);
  saveState = $state<SaveState>("saved");
  saveError = $state.raw<CommandError | null>(null);
  /** Another window saved over this one; its text is shown, this one's is a revision. */
  collided = $state(false);
  /** How often another window's text came in the place of this one. */
  replaced = 0;
  /** The post is no longer in the library. */
  gone = $state(false);
  /** Counts the changes of the body, for the preview. */
  turn = $state(0);
  /** The editor, while it is on the screen. */
  editor: EditorHandle | null = null;
  /** The title's box, while it is on the screen. */
  titleBox: Editable | null = null;

  #body: () => string;
  #autosave: Autosave<PostEdit>;

  constructor(detail: PostDetail) {
    this.id = detail.id;
    this.#body = () => detail.edit.body;
    this.#autosave = new Autosave(detail.version, {
      pause: () => preferences.now?.chosen.autosave ?? PAUSE,
      read: () => this.edit(),
      save: (from, edit) => call("save_post", { id: this.id, from, edit }),
      onstate: (state, error) => {
        this.saveState = state;
        this.saveError = state === "failed" ? asCommandError(error) : null;
      },
      oncollided: () => void this.#showTheirs(),
    });
    this.#take(detail);
  }

  /** The text as it stands. */
  edit(): PostEdit {
    return {
      title: this.title,
      body: this.#body(),
      slug: this.slug,
      excerpt: this.excerpt,
      tags: this.tags,
      categories: this.categories,
    };
  }

  get body(): string {
    return this.#body();
  }

  /** Where a text of the post can be shown and changed, while it is on the screen. */
  at(place: PlaceView): Editable | null {
    return place === "title" ? this.titleBox : this.editor;
  }

  /** A text of the post as the screen has it, which is what places in it are counted in. */
  shown(place: PlaceView): string {
    return this.at(place)?.text() ?? (place === "title" ? this.title : this.body);
  }

  get unsaved(): boolean {
    return this.#autosave.unsaved;
  }

  /** Nothing was written yet. */
  get blank(): boolean {
    return (
      this.shelf === "drafts" &&
      this.publications.length === 0 &&
      this.title.trim() === "" &&
      this.#body().trim() === ""
    );
  }

  /** The writer changed something. The new body, if it was the body, is read when it is needed. */
  edited(body?: () => string): void {
    if (body) {
      this.#body = body;
      this.turn += 1;
    }
    this.collided = false;
    this.#autosave.edited();
  }

  /** Commits now. True when no word can be lost any more: the library has them, as the text or, after
   * a collision, as a revision. */
  async flush(): Promise<boolean> {
    return (await this.#autosave.flush()) !== "failed";
  }

  /** Commits now, for what acts on the text. The version of the text on the screen; rejects with a
   * `CommandError` when the library has not taken it or has another one, or when another one came on
   * the screen since the writer looked, when `replaced` was `looked`. */
  async committed(looked: number = this.replaced): Promise<number> {
    switch (await this.#autosave.flush()) {
      case "saved":
        if (this.replaced !== looked) throw fault("stale", "edit");
        return this.#autosave.version;
      case "kept":
        throw fault("stale", "edit");
      case "failed":
        throw this.saveError ?? fault("library", "try_again");
    }
  }

  /** Puts an earlier text in the place of this one, which is found among the earlier ones afterwards.
   * Rejects as `committed` does. */
  async putBack(revision: RevisionId): Promise<void> {
    const from = await this.committed();
    this.#take(await call("put_back", { id: this.id, from, revision }));
  }

  /** Unsaved text is given up, because the writer said so. */
  forget(): void {
    this.#autosave.forget();
  }

  /** The library changed: reads the post again. With nothing unsaved a newer text is shown; else the
   * next save's answer decides. */
  async refresh(): Promise<void> {
    const begun = this.#autosave.begun;
    const detail = await this.#read();
    if (detail === null) return;
    this.shelf = detail.shelf;
    this.publications = detail.publications;
    const quiet = !this.#autosave.unsaved && this.#autosave.begun === begun;
    if (quiet && detail.version !== this.#autosave.version) this.#take(detail);
  }

  async #showTheirs(): Promise<void> {
    const detail = await this.#read();
    // Typed since: the next save collides again, keeps that too, and comes back here.
    if (detail === null || this.#autosave.unsaved) return;
    this.#take(detail);
    this.collided = true;
    this.#autosave.forget();
  }

  async #read(): Promise<PostDetail | null> {
    try {
      return await call("get_post", { id: this.id });
    } catch (error) {
      this.gone = asCommandError(error).code === "not_found";
      return null;
    }
  }

  #take(detail: PostDetail): void {
    this.shelf = detail.shelf;
    this.publications = detail.publications;
    if (this.#autosave.version !== detail.version) this.replaced += 1;
    this.#autosave.version = detail.version;
    this.#set(detail.edit);
  }

  #set(edit: PostEdit): void {
    const same = this.#body() === edit.body;
    this.title = edit.title;
    this.slug = edit.slug;
    this.excerpt = edit.excerpt;
    this.tags = edit.tags;
    this.categories = edit.categories;
    this.#body = () => edit.body;
    if (!same) {
      this.turn += 1;
      this.editor?.show(edit.body);
    }
  }
}

function fault(code: "stale" | "library", recovery: CommandError["recovery"]): CommandError {
  return { code, names: {}, recovery, message: "" };
}
