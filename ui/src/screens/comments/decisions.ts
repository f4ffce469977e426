/**
 * Which decisions can be taken on a comment, and which comments a decision concerns.
 * Pure: it knows no window and no library.
 */
import type { CommentId, CommentStatus, Decision } from "../../ipc";

/** A shelf of the desk: one status, or `null` for all comments. */
export type ShelfStatus = CommentStatus | null;

/** As much of a comment as deciding needs. */
export interface Decidable {
  id: CommentId;
  status: CommentStatus;
}

const LEADS_TO: Record<Decision, CommentStatus> = {
  approve: "approved",
  hold: "pending",
  spam: "spam",
  trash: "trash",
};

/** In the order of the bar, which is the order of how often they are wanted. */
const ORDER: readonly Decision[] = ["approve", "spam", "trash", "hold"];

/** The status that a decision gives. The same table as `Decision::leads_to` in the core. */
export function leadsTo(decision: Decision): CommentStatus {
  return LEADS_TO[decision];
}

/**
 * What the bar offers for comments of these statuses: every decision that would change at least
 * one of them, and for waiting ones also "hold", which leaves them waiting and goes on.
 */
export function offered(statuses: readonly CommentStatus[]): Decision[] {
  const changes = (decision: Decision): boolean => statuses.some((s) => s !== LEADS_TO[decision]);
  const waits = statuses.includes("pending");
  return ORDER.filter((decision) => changes(decision) || (decision === "hold" && waits));
}

/** Whether holding these comments only means to leave them waiting: nothing is sent then. */
export function leavesWaiting(decision: Decision, targets: readonly Decidable[]): boolean {
  return decision === "hold" && targets.every((target) => target.status === "pending");
}

/** The comments that a decision changes; the others already stand where it leads. */
export function concerned(decision: Decision, targets: readonly Decidable[]): CommentId[] {
  return targets.filter((t) => t.status !== LEADS_TO[decision]).map((t) => t.id);
}

/** Whether a comment leaves the shelf when it gets this status. */
export function leavesShelf(shelf: ShelfStatus, status: CommentStatus): boolean {
  return shelf !== null && shelf !== status;
}
