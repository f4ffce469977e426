/**
 * Choosing rows of the desk: the current one, the ticked ones, and which one is next after a
 * decision. Pure functions of the ids shown, so that each rule has a test.
 */
import type { CommentId } from "../../ipc";

/** The ticked rows, and the row from which Shift reaches. */
export interface Selection {
  readonly ids: ReadonlySet<CommentId>;
  readonly anchor: CommentId | null;
}

/** Nothing ticked. */
export const NOTHING: Selection = { ids: new Set(), anchor: null };

/** Ticks a row, or takes its tick away; Shift reaches from it next. */
export function toggle(selection: Selection, id: CommentId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/**
 * Ticks every row between the anchor and `to`, both included. Without an anchor that is still
 * shown, it reaches from `from`.
 */
export function reach(
  selection: Selection,
  shown: readonly CommentId[],
  from: CommentId | null,
  to: CommentId,
): Selection {
  const anchored =
    selection.anchor !== null && shown.includes(selection.anchor) ? selection.anchor : (from ?? to);
  const start = shown.indexOf(anchored);
  const end = shown.indexOf(to);
  if (start < 0 || end < 0) return selection;
  const span = shown.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set(span), anchor: anchored };
}

/** Ticks every row shown. */
export function everything(shown: readonly CommentId[]): Selection {
  return { ids: new Set(shown), anchor: shown[0] ?? null };
}

/** Without ticks on rows that are no longer shown: nothing unseen may be decided on. */
export function onlyShown(selection: Selection, shown: readonly CommentId[]): Selection {
  const still = new Set(shown);
  const ids = new Set([...selection.ids].filter((id) => still.has(id)));
  if (ids.size === selection.ids.size) return selection;
  const anchor = selection.anchor !== null && still.has(selection.anchor) ? selection.anchor : null;
  return { ids, anchor };
}

/**
 * The row one step away, staying at the ends; the first one when there is no current row. `place`
 * is where the current row stood, for one that is no longer shown: the step below it is the row
 * that took its place.
 */
export function neighbour(
  shown: readonly CommentId[],
  current: CommentId | null,
  place: number,
  step: 1 | -1,
): CommentId | null {
  const at = current === null ? -1 : shown.indexOf(current);
  if (at >= 0) return shown[at + step] ?? current;
  if (current === null) return shown[0] ?? null;
  const beside = step === 1 ? place : place - 1;
  return shown[Math.max(0, Math.min(beside, shown.length - 1))] ?? null;
}

/**
 * The row that becomes current when the moderator's own decision takes some away: the first one
 * below that stays (it moves up to where the eye is), else the last one above.
 */
export function afterLeaving(
  shown: readonly CommentId[],
  current: CommentId | null,
  leaving: ReadonlySet<CommentId>,
): CommentId | null {
  const at = current === null ? 0 : Math.max(0, shown.indexOf(current));
  const stays = (id: CommentId): boolean => !leaving.has(id);
  return shown.slice(at).find(stays) ?? shown.slice(0, at).findLast(stays) ?? null;
}
