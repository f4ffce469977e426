// An import or an export: what was chosen, how far it is, what came of it. It goes on when another
// screen shows.

import {
  asCommandError,
  call,
  type BlogId,
  type CommandError,
  type ExchangeProgress,
  type Exported,
  type ExportForm,
  type Report,
} from "../../ipc";

/** How often a running import is asked how far it is, in milliseconds. */
const EVERY = 250;

export type Work = "looking" | "importing" | "exporting";

/** What runs now, for both ways: there is one at a time. */
export const running: { work: Work | null; progress: ExchangeProgress | null } = $state({
  work: null,
  progress: null,
});

export const importing: {
  path: string;
  blog: BlogId | null;
  /** What was looked at: `report` says nothing of another path. */
  seen: string;
  /** What would come in; `done`: what came in. */
  report: Report | null;
  done: boolean;
  failure: CommandError | null;
} = $state({ path: "", blog: null, seen: "", report: null, done: false, failure: null });

export const exporting: {
  path: string;
  form: ExportForm;
  blog: BlogId | null;
  exported: Exported | null;
  /** Where it was written. */
  to: string;
  failure: CommandError | null;
} = $state({
  path: "",
  form: "markdown",
  blog: null,
  exported: null,
  to: "",
  failure: null,
});

/** Lets the writer choose in the system's dialog; `null` when they changed their mind. */
export async function choose(folder: boolean): Promise<string | null> {
  return call("choose_path", { folder });
}

/** Says what is in the file or folder. */
export async function look(): Promise<void> {
  await read("looking");
}

/** Brings its posts in. */
export async function bringIn(): Promise<void> {
  await read("importing");
}

async function read(work: "looking" | "importing"): Promise<void> {
  if (running.work !== null || importing.path.trim() === "") return;
  // Only what was looked at comes in.
  if (work === "importing" && importing.seen !== importing.path) return;
  importing.failure = null;
  importing.done = false;
  importing.seen = importing.path;
  if (work === "looking") importing.report = null;
  const args = { path: importing.path, blog: importing.blog };
  try {
    const command = work === "looking" ? "look_at_import" : "run_import";
    importing.report = await watched(work, call(command, args));
    importing.done = work === "importing";
  } catch (error) {
    importing.report = null;
    importing.failure = asCommandError(error);
  }
}

/** Forgets what was looked at, for the next. */
export function another(): void {
  Object.assign(importing, { path: "", seen: "", report: null, done: false, failure: null });
}

/** Writes the posts. */
export async function write(): Promise<void> {
  if (running.work !== null || exporting.path.trim() === "") return;
  exporting.failure = null;
  exporting.exported = null;
  exporting.to = exporting.path;
  const { path, form, blog } = exporting;
  try {
    exporting.exported = await watched("exporting", call("run_export", { path, form, blog }));
  } catch (error) {
    exporting.failure = asCommandError(error);
  }
}

/** Ends what runs after the present post. */
export function stop(): void {
  void call("stop_exchange", {}).catch(() => undefined);
}

async function watched<T>(work: Work, answer: Promise<T>): Promise<T> {
  running.work = work;
  const ask = async () => {
    // What runs says itself when it fails.
    const progress = await call("exchange_progress", {}).catch(() => null);
    if (running.work === work) running.progress = progress;
  };
  const watch = setInterval(() => void ask(), EVERY);
  try {
    return await answer;
  } finally {
    clearInterval(watch);
    running.work = null;
    running.progress = null;
  }
}
