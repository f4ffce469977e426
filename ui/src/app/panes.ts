// F6: the focus goes from pane to pane, to where it last was in each.

const remembered = new WeakMap<Element, HTMLElement>();
const FOCUSABLE =
  'button:not(:disabled), [href], input:not(:disabled), textarea, select, [contenteditable="true"], [tabindex="0"]';

/** Remembers, for each pane, what had the focus. To be told of every `focusin`. */
export function rememberFocus(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  const pane = target.closest("[data-pane]");
  if (pane) remembered.set(pane, target);
}

/** Moves the focus to the next pane on the screen, or the one before. A pane may hold others: what
 * stands in those is theirs. */
export function movePane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => isShown(pane) && goalIn(pane) !== null,
  );
  const own = document.activeElement?.closest<HTMLElement>("[data-pane]");
  const here = own ? panes.indexOf(own) : -1;
  const from = here < 0 && by < 0 ? 0 : here;
  const next = panes[(from + by + panes.length) % panes.length];
  if (next) goalIn(next)?.focus();
}

function goalIn(pane: HTMLElement): HTMLElement | null {
  const was = remembered.get(pane);
  if (was?.isConnected && isShown(was)) return was;
  const own = (element: HTMLElement) => element.closest("[data-pane]") === pane && isShown(element);
  const all = [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(own);
  const current = all.find((element) => element.hasAttribute("aria-current"));
  return current ?? all[0] ?? (pane.matches(FOCUSABLE) ? pane : null);
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
