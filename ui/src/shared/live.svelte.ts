// What screen readers hear without the focus moving, and the short word at the foot of the window
// that can still be taken back.

/** What was announced last; `Live.svelte` says it. */
export const live = $state({ text: "", turn: 0 });

/** Says `text` to a screen reader, politely. The same words again are said again. */
export function announce(text: string): void {
  live.text = text;
  live.turn += 1;
}

/** A short word with at most one thing to do about it. */
export type Toast = { text: string; action?: string; run?: () => void; turn: number };

/** The toast on the screen, if any; `Toasts.svelte` shows it. */
export const toasts: { now: Toast | null } = $state({ now: null });

let turn = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const READ = 5000;
const ACT = 8000;

/** Shows a toast for `ms`, and says it. A new one takes the place of the last. */
export function toast(
  text: string,
  action?: { label: string; run: () => void },
  ms: number = action ? ACT : READ,
): void {
  turn += 1;
  toasts.now = { text, turn, ...(action && { action: action.label, run: action.run }) };
  announce(text);
  clearTimeout(timer);
  timer = setTimeout(closeToast, ms);
}

/** Takes the toast away. */
export function closeToast(): void {
  clearTimeout(timer);
  toasts.now = null;
}
