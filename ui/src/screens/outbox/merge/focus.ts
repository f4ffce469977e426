// Where the reader goes on after a conflict is settled: the button that opened it may be gone.

import type { JobId } from "../../../ipc";

/** The focus goes to the job's row, or to the text that is being written, if it is nowhere. */
export function focusWork(job: JobId, page: Document = document): void {
  const { activeElement: now, body } = page;
  if (now !== null && now !== body) return;
  const row = page.querySelector<HTMLElement>(`[data-job="${job}"]`);
  const text = page.querySelector<HTMLElement>("[data-pane] .cm-content, .cm-content");
  (row ?? text ?? page.querySelector<HTMLElement>("[data-pane]"))?.focus();
}

/** The job in whose row the focus is; null where it is elsewhere. */
export function jobInFocus(page: Document = document): JobId | null {
  const row = page.activeElement?.closest<HTMLElement>("[data-job]");
  return row ? Number(row.dataset.job) : null;
}
