// When the text is committed, and what the writer is told about it. Pure: it knows no editor and no
// command, so that every order of events can be tested.
//
// A pause in typing commits the text within half a second, continuous typing within two seconds. One
// save is under way at a time. "Saved" is said only after the answer. Text that could not be taken
// stays dirty and is offered again, by itself and on demand.

/** A pause of so long commits, unless a shorter one is wished. The rest of the half second is for the
 * commit itself. */
export const PAUSE = 350;

/** Typing without a pause commits after so long. */
export const AT_MOST = 1600;

/** A save that failed is tried again after so long. */
export const RETRY = 3000;

/** How a save ended. `collided`: another window had saved meanwhile, nothing was overwritten. */
export type Saved = { version: number; collided: boolean };

/** How a flush ended: the library has the text on the screen; it has it as a revision only, because
 * another window's text took its place; or it has not taken it. */
export type Flushed = "saved" | "kept" | "failed";

/** What the writer is told. */
export type SaveState = "saved" | "saving" | "failed";

export type AutosaveOptions<T> = {
  /** A pause of so many milliseconds commits; `PAUSE` at the most. */
  pause?: () => number;
  /** The text as it stands, read when it is about to be saved. */
  read: () => T;
  /** Commits it. */
  save: (from: number, text: T) => Promise<Saved>;
  /** The state changed; with the error when it failed. */
  onstate: (state: SaveState, error?: unknown) => void;
  /** The text was kept as a revision and the other text is to be shown: read the post again. */
  oncollided: () => void;
};

/** Saves one text. */
export class Autosave<T> {
  /** The version the next save starts from. Set it when another text was loaded. */
  version: number;
  /** How many saves were begun, to notice one that began while something else was awaited. */
  begun = 0;

  #options: AutosaveOptions<T>;
  #dirtySince: number | null = null;
  #lastEdit = 0;
  #state: SaveState = "saved";
  #flight: Promise<Flushed> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(version: number, options: AutosaveOptions<T>) {
    this.version = version;
    this.#options = options;
  }

  #pause(): number {
    return Math.min(this.#options.pause?.() ?? PAUSE, PAUSE);
  }

  /** There is text that the library does not have, or may not have yet. */
  get unsaved(): boolean {
    return this.#dirtySince !== null || this.#flight !== null;
  }

  /** The text changed. */
  edited(): void {
    const now = Date.now();
    this.#lastEdit = now;
    this.#dirtySince ??= now;
    if (this.#state === "saved") this.#tell("saving");
    if (this.#flight === null) this.#schedule();
  }

  /** Commits what is unsaved, now. Only after "saved" does the library stand as the screen does. */
  async flush(): Promise<Flushed> {
    let ended: Flushed = "saved";
    while (this.unsaved) {
      const one = await (this.#flight ?? this.#commit());
      if (one === "failed") return one;
      if (one === "kept") ended = one;
    }
    return ended;
  }

  /** Gives up what is unsaved: the other text is being shown, or the post is gone. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#dirtySince = null;
    this.#tell("saved");
  }

  #schedule(): void {
    if (this.#dirtySince === null) return;
    const due = Math.min(this.#lastEdit + this.#pause(), this.#dirtySince + AT_MOST);
    this.#after(Math.max(0, due - Date.now()));
  }

  #after(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#commit(), ms);
  }

  #commit(): Promise<Flushed> {
    if (this.#flight !== null) return this.#flight;
    clearTimeout(this.#timer);
    const since = this.#dirtySince;
    this.#dirtySince = null;
    this.begun += 1;
    this.#flight = this.#attempt(since ?? Date.now());
    return this.#flight;
  }

  async #attempt(since: number): Promise<Flushed> {
    try {
      const saved = await this.#options.save(this.version, this.#options.read());
      this.#flight = null;
      if (saved.collided) {
        this.#collided();
        return "kept";
      }
      this.version = saved.version;
      this.#settled();
      return "saved";
    } catch (error) {
      this.#flight = null;
      this.#dirtySince = since;
      this.#tell("failed", error);
      this.#after(RETRY);
      return "failed";
    }
  }

  // What was typed since the text was read is not in the kept revision yet: it is saved from the same
  // old version, collides again, and is kept too. Only then is the other text shown.
  #collided(): void {
    if (this.#dirtySince !== null) this.#after(0);
    else this.#options.oncollided();
  }

  #settled(): void {
    if (this.#dirtySince === null) this.#tell("saved");
    else {
      this.#tell("saving");
      this.#schedule();
    }
  }

  #tell(state: SaveState, error?: unknown): void {
    if (state === this.#state && state !== "failed") return;
    this.#state = state;
    this.#options.onstate(state, error);
  }
}
