// What is said of a change that somebody else made.

import type { Conflict } from "../../../ipc";
import { t, type Key } from "../../../messages/index.svelte";
import { moment } from "../../../shared/format";
import { changedBy, standsBy } from "./choices";
import { nameChanges } from "./names";

/** Who changed it on the blog, and when, as far as that is known. */
export function changedWords({ blog, changedBy: by, changedAt }: Conflict): string {
  const time = changedAt === null ? "" : moment(changedAt);
  if (by === null) return t("merge.when", { blog, time });
  return changedAt === null ? t("merge.who", { by, blog }) : t("merge.whoWhen", { by, blog, time });
}

/** What of the blog's would be replaced by the writer's. */
export function replaced(conflict: Conflict): Key[] {
  const texts = (["title", "body", "excerpt", "closing", "slug"] as const)
    .filter((field) => ["theirs", "both"].includes(changedBy(conflict[field])))
    .map((field): Key => `merge.lost.${field}`);
  const names = (["tags", "categories"] as const)
    .filter((field) => nameChanges(conflict[field]).some(({ what }) => what.startsWith("theirs")))
    .map((field): Key => `merge.lost.${field}`);
  return [
    ...texts,
    ...names,
    ...(standsBy(conflict.stands) === "both" ? ["merge.lost.stands" as Key] : []),
  ];
}
