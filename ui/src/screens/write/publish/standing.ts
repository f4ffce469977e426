// How a post stands on a blog, and what can be done when it does not get there. Pure.

import type { Cause, PublicationView, PublishStatus, RemoteStatus } from "../../../ipc";
import type { Key } from "../../../messages/index.svelte";

/** What is on blogs, which would lose it if it were taken off them. */
export function stillOn(publications: PublicationView[]): PublicationView[] {
  return publications.filter((p) => p.status !== null && p.status !== "trash");
}

/** How it stands on a blog, in a word. */
export function standing(publication: PublicationView): Key {
  if (publication.state === "waiting") return "write.stateWaiting";
  if (publication.state === "needs_you") return "write.stateNeedsYou";
  const { status } = publication;
  // Readers see it there already, or will by themselves.
  const out = status === "published" || status === "scheduled";
  if (out && publication.editedSince) return "write.stateEdited";
  return statusWord(status);
}

/** How the writer asks it to stand. */
export function wishWord(status: PublishStatus): Key {
  return statusWord(status === "publish" ? "published" : status);
}

/** The blog's own word for how it stands. */
export function statusWord(status: RemoteStatus | null): Key {
  switch (status) {
    case "published":
      return "write.statePublished";
    case "scheduled":
      return "write.stateScheduled";
    case "draft":
      return "write.stateDraft";
    case "pending":
      return "write.statePending";
    case "private":
      return "write.statePrivate";
    case "trash":
      return "write.stateTrash";
    default:
      return "write.stateSent";
  }
}

/** What the writer can do about a cause: try again, sign in, merge theirs with what is there (or send
 * it over that), or publish again what was deleted there. */
export function remedy(cause: Cause): "again" | "sign-in" | "merge" | "anew" {
  switch (cause.cause) {
    case "sign_in":
    case "no_secret":
      return "sign-in";
    case "changed_elsewhere":
      return "merge";
    case "gone":
      return "anew";
    default:
      return "again";
  }
}
