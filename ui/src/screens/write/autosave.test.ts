import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { AT_MOST, Autosave, PAUSE, RETRY, type Saved, type SaveState } from "./autosave";

/** A desk with a text, and a library whose answers the test decides. */
function desk() {
  const saves: { from: number; text: string; answer: ReturnType<typeof deferred<Saved>> }[] = [];
  const states: SaveState[] = [];
  const it = {
    text: "",
    collisions: 0,
    saves,
    states,
    autosave: null as unknown as Autosave<string>,
    type(text: string) {
      it.text = text;
      it.autosave.edited();
    },
    async answer(saved: Partial<Saved> = {}) {
      const save = saves.at(-1);
      save?.answer.resolve({ version: (save?.from ?? 0) + 1, collided: false, ...saved });
      await vi.advanceTimersByTimeAsync(0);
    },
    async refuse() {
      saves.at(-1)?.answer.reject(new Error("disk full"));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
  it.autosave = new Autosave<string>(1, {
    read: () => it.text,
    save: (from, text) => {
      const answer = deferred<Saved>();
      saves.push({ from, text, answer });
      return answer.promise;
    },
    onstate: (state) => states.push(state),
    oncollided: () => (it.collisions += 1),
  });
  return it;
}

/** A promise that the test settles. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("commits at most half a second after the last key", () => {
    expect(PAUSE).toBeLessThanOrEqual(500);
    const d = desk();
    d.type("a");
    vi.advanceTimersByTime(PAUSE - 1);
    expect(d.saves).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(d.saves.map((s) => s.text)).toEqual(["a"]);
  });

  it("commits at least every two seconds while the writer never pauses", () => {
    expect(AT_MOST).toBeLessThanOrEqual(2000);
    const d = desk();
    for (let ms = 0; ms < AT_MOST; ms += 100) {
      d.type(`text ${ms}`);
      vi.advanceTimersByTime(100);
    }
    expect(d.saves).toHaveLength(1);
  });

  it("says saved only after the answer", async () => {
    const d = desk();
    d.type("a");
    vi.advanceTimersByTime(PAUSE);
    expect(d.states).toEqual(["saving"]);
    await d.answer();
    expect(d.states).toEqual(["saving", "saved"]);
    expect(d.autosave.unsaved).toBe(false);
    expect(d.autosave.version).toBe(2);
  });

  it("has one save under way, and saves what was typed meanwhile after it", async () => {
    const d = desk();
    d.type("a");
    vi.advanceTimersByTime(PAUSE);
    d.type("ab");
    vi.advanceTimersByTime(60_000);
    expect(d.saves).toHaveLength(1);
    await d.answer();
    expect(d.states.at(-1)).toBe("saving");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(d.saves.map((s) => [s.from, s.text])).toEqual([
      [1, "a"],
      [2, "ab"],
    ]);
  });

  it("keeps a text that was refused and offers it again until it is taken", async () => {
    const d = desk();
    d.type("words");
    vi.advanceTimersByTime(PAUSE);
    await d.refuse();
    expect(d.states.at(-1)).toBe("failed");
    expect(d.autosave.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(RETRY);
    await d.refuse();
    await vi.advanceTimersByTimeAsync(RETRY);
    await d.answer();
    expect(d.saves.map((s) => s.text)).toEqual(["words", "words", "words"]);
    expect(d.states.at(-1)).toBe("saved");
  });

  it("tries again on demand, without waiting", async () => {
    const d = desk();
    d.type("words");
    vi.advanceTimersByTime(PAUSE);
    await d.refuse();
    const flushed = d.autosave.flush();
    expect(d.saves).toHaveLength(2);
    await d.answer();
    expect(await flushed).toBe("saved");
  });

  it("flushes what is under way and what was typed since", async () => {
    const d = desk();
    d.type("a");
    vi.advanceTimersByTime(PAUSE);
    d.type("ab");
    const flushed = d.autosave.flush();
    await d.answer();
    await d.answer();
    expect(await flushed).toBe("saved");
    expect(d.saves.map((s) => s.text)).toEqual(["a", "ab"]);
  });

  it("says so when a flush failed", async () => {
    const d = desk();
    d.type("a");
    const flushed = d.autosave.flush();
    await d.refuse();
    expect(await flushed).toBe("failed");
    expect(d.autosave.unsaved).toBe(true);
  });

  it("flushes nothing when everything is saved", async () => {
    const d = desk();
    expect(await d.autosave.flush()).toBe("saved");
    expect(d.saves).toHaveLength(0);
  });

  it("shows the other text after a collision, and keeps its own version until then", async () => {
    const d = desk();
    d.type("mine");
    vi.advanceTimersByTime(PAUSE);
    await d.answer({ version: 7, collided: true });
    expect(d.collisions).toBe(1);
    expect(d.autosave.version).toBe(1);
    expect(d.autosave.unsaved).toBe(false);
  });

  it("keeps also the words typed while the collision was found", async () => {
    const d = desk();
    d.type("mine");
    vi.advanceTimersByTime(PAUSE);
    d.type("mine and more");
    await d.answer({ version: 7, collided: true });
    expect(d.collisions).toBe(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(d.saves.map((s) => [s.from, s.text])).toEqual([
      [1, "mine"],
      [1, "mine and more"],
    ]);
    await d.answer({ version: 7, collided: true });
    expect(d.collisions).toBe(1);
  });

  it("does not call a text saved that another one took the place of", async () => {
    const d = desk();
    d.type("mine");
    const flushed = d.autosave.flush();
    d.type("mine and more");
    await d.answer({ version: 7, collided: true });
    await d.answer({ version: 7, collided: true });
    expect(await flushed).toBe("kept");
    expect(d.saves.map((s) => s.text)).toEqual(["mine", "mine and more"]);
    expect(await d.autosave.flush()).toBe("saved");
  });

  it("stays failed, not saving, while the writer types on", async () => {
    const d = desk();
    d.type("a");
    vi.advanceTimersByTime(PAUSE);
    await d.refuse();
    d.type("ab");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(d.saves.at(-1)?.text).toBe("ab");
    expect(d.states).toEqual(["saving", "failed"]);
  });

  it("forgets when told to", () => {
    const d = desk();
    d.type("a");
    d.autosave.forget();
    vi.advanceTimersByTime(60_000);
    expect(d.saves).toHaveLength(0);
    expect(d.states).toEqual(["saving", "saved"]);
  });
});
