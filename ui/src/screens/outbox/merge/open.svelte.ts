// The one conflict that is looked at, from wherever it was met. The window shows the sheet itself, so
// that nothing that was chosen goes with a list that is read again.

import type { JobId } from "../../../ipc";

/** The job whose conflict is looked at, to merge it or before the writer's text goes over the blog's;
 * null when none is. */
export const looked: { job: JobId | null; over: boolean } = $state({ job: null, over: false });

/** Opens the sheet for a job that stopped because the post was changed elsewhere. */
export function compareAndMerge(job: JobId): void {
  looked.over = false;
  looked.job = job;
}

/** Asks whether the writer's text shall go over the blog's, and says what that replaces. */
export function askBeforeSending(job: JobId): void {
  looked.over = true;
  looked.job = job;
}

/** Closes it. */
export function closeMerge(): void {
  looked.job = null;
}
