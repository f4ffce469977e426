// The one conflict that is looked at, from wherever it was met. The window shows the sheet itself, so
// that nothing that was chosen goes with a list that is read again.

import type { JobId } from "../../../ipc";

/** The job whose conflict is looked at; null when none is. */
export const looked: { job: JobId | null } = $state({ job: null });

/** Opens the sheet for a job that stopped because the post was changed elsewhere. */
export function compareAndMerge(job: JobId): void {
  looked.job = job;
}

/** Closes it. */
export function closeMerge(): void {
  looked.job = null;
}
