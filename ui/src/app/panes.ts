// F6: the focus goes from pane to pane, to where it last was in each.

const remembered = new WeakMap<Element, HTMLElement>();
const focusable =
  'button:not(:disabled), [href], input:not(:disabled), textarea, select, [contenteditable="true"], [tabindex="0"]';

/** Remembers, for each pane, what had the focus. To be told of every `focusin`. */
export function rememberFocus(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  const pane = target.closest("[data-pane]");
  if (pane) remembered.set(pane, target);
}

/** Moves the focus to the next pane on the screen, or the one before. */
export function movePane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => pane.getClientRects().length > 0,
  );
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here < 0 && by < 0 ? 0 : here;
  const next = panes[(from + by + panes.length) % panes.length];
  if (!next) return;
  const was = remembered.get(next);
  const current = next.querySelector<HTMLElement>("[aria-current], [aria-selected='true']");
  const takesFocus = current?.matches(`${focusable}, [tabindex]`);
  const goal =
    was?.isConnected && next.contains(was)
      ? was
      : ((takesFocus ? current : null) ?? next.querySelector<HTMLElement>(focusable) ?? next);
  goal.focus();
}
