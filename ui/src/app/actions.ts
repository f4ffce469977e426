// What a key, the window's menu or the palette asks for, and who does it. The screen that shows
// takes what it can do; what nobody takes is not done.

import type { MenuAction } from "../ipc";

const takers = new Map<MenuAction, (() => void)[]>();
let last: { action: MenuAction; at: number } | null = null;

/** Does `action` from now on, before whoever did it until now; the returned function ends that. */
export function take(action: MenuAction, doing: () => void): () => void {
  const stack = takers.get(action) ?? [];
  stack.push(doing);
  takers.set(action, stack);
  return () => {
    const at = stack.lastIndexOf(doing);
    if (at >= 0) stack.splice(at, 1);
  };
}

/** Somebody can do it now. */
export function canPerform(action: MenuAction): boolean {
  return (takers.get(action)?.length ?? 0) > 0;
}

/**
 * Does it, if somebody can. On some systems one key press arrives twice, from the menu and from the
 * page: the second within a moment is the same one. `now` in milliseconds.
 */
export function perform(action: MenuAction, now: number = performance.now()): void {
  if (last?.action === action && now - last.at < 120) return;
  last = { action, at: now };
  takers.get(action)?.at(-1)?.();
}
