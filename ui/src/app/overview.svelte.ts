// The sidebar's counts, blogs and line about sending; read again whenever the library changes.

import { call, onChanged, type Overview } from "../ipc";

/** What the sidebar shows; null until the first answer. */
export const overview: { now: Overview | null } = $state({ now: null });

let reading = false;
let again = false;

/** Reads it again. Calls while one is under way lead to one more, so that the last word counts. */
export async function refreshOverview(): Promise<void> {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  try {
    overview.now = await call("overview", {});
  } catch {
    // The sidebar keeps what it knew; whatever the reader does next will say what is wrong.
  } finally {
    reading = false;
  }
  if (again) {
    again = false;
    await refreshOverview();
  }
}

/** Reads it now and after every change of the library, until the returned function is called. */
export function followOverview(): () => void {
  void refreshOverview();
  return onChanged(() => void refreshOverview());
}
