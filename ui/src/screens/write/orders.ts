// The orders of a list of posts; the one that was chosen is kept on this computer.

import type { PostOrder } from "../../ipc";

export type { PostOrder };

const CHOSEN = "billet.order";

/** All of them, as they are offered. */
export const ORDERS: readonly PostOrder[] = ["changed", "created", "title", "words"];

/** The order that was chosen last. */
export function chosenOrder(): PostOrder {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(CHOSEN);
  } catch {
    // As if nothing had been chosen.
  }
  return ORDERS.find((order) => order === kept) ?? "changed";
}

/** Keeps a choice. */
export function chooseOrder(order: PostOrder): void {
  try {
    localStorage.setItem(CHOSEN, order);
  } catch {
    // It is forgotten when the window closes, no more.
  }
}
