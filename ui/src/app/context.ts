// The system's own menu under a right click also offers to load the page again, which has no meaning
// here. It shows only where it has something to say: on text one writes, and on text that is selected.

import { isTyping } from "./shortcuts";

/** Whether it may show for a click on `target`, while `selection` is selected. */
export function menuHelps(target: EventTarget | null, selection: Selection | null): boolean {
  if (isTyping(target)) return true;
  if (selection === null || selection.isCollapsed) return false;
  return target instanceof Node && selection.containsNode(target, true);
}
