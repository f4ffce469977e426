// Which post is open, and those that were left before the library took their last words.

import { asCommandError, call, type CommandError, type PostId } from "../../ipc";
import { Writing } from "./writing.svelte";

/** The open post; `opening` or `error` when there is none yet. */
export const desk: { writing: Writing | null; error: CommandError | null } = $state({
  writing: null,
  error: null,
});

// A post whose last words the library refused stays here, retrying, until they are taken.
const kept = new Map<PostId, Writing>();
// Those on their way out: who comes back waits until they are out, and reads them anew.
const leaving = new Map<PostId, Promise<void>>();
let wanted: PostId | null = null;

/** Opens a post, or none. What was open is saved first, and thrown away if it is blank. */
export async function open(id: PostId | null): Promise<void> {
  if (wanted === id && (desk.writing?.id ?? null) === id) return;
  wanted = id;
  const before = desk.writing;
  if (before && before.id !== id) leave(before);
  desk.error = null;
  if (id === null) {
    desk.writing = null;
    return;
  }
  try {
    await leaving.get(id);
    if (wanted !== id) return;
    const known = kept.get(id);
    if (known) {
      desk.writing = known;
      await known.refresh();
      return;
    }
    const writing = new Writing(await call("get_post", { id }));
    if (wanted !== id) return;
    kept.set(id, writing);
    desk.writing = writing;
  } catch (error) {
    if (wanted !== id) return;
    desk.writing = null;
    desk.error = asCommandError(error);
  }
}

/** Takes the open post off the desk without saving it: it went to the trash or is gone. */
export function putAway(): void {
  const { writing } = desk;
  if (writing) {
    kept.delete(writing.id);
    writing.forget();
  }
  wanted = null;
  desk.writing = null;
}

/** Commits everything. True when the library has it all. */
export async function flushAll(): Promise<boolean> {
  const all = await Promise.all([...kept.values()].map((writing) => writing.flush()));
  return all.every(Boolean);
}

/** Gives up every unsaved text, because the writer said so. */
export function forgetAll(): void {
  for (const writing of kept.values()) writing.forget();
}

function leave(writing: Writing): void {
  const { id } = writing;
  const out = letGo(writing).finally(() => {
    if (leaving.get(id) === out) leaving.delete(id);
  });
  leaving.set(id, out);
}

// Only a post that is wanted again stays: what is still on the desk meanwhile is shown no more.
async function letGo(writing: Writing): Promise<void> {
  const saved = await writing.flush();
  if (wanted === writing.id) return;
  if (!saved) {
    whenTaken(writing);
    return;
  }
  if (kept.get(writing.id) === writing) kept.delete(writing.id);
  if (!writing.blank) return;
  try {
    await call("discard_blank_post", { id: writing.id });
  } catch {
    // It stays as an empty draft, which harms nobody.
  }
}

// It retries by itself; look from time to time whether it may be let go.
function whenTaken(writing: Writing): void {
  const timer = setInterval(() => {
    if (desk.writing === writing) clearInterval(timer);
    else if (!writing.unsaved) {
      clearInterval(timer);
      kept.delete(writing.id);
    }
  }, 1000);
}
