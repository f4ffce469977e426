// What there is to say of the library itself: sentences, the most urgent first.

import type { LibraryState } from "../ipc";
import { t } from "../messages/index.svelte";

/** Something to say, until it is closed; `key` stays while it is about the same. */
export type LibraryNotice = { key: string; text: string };

/** What to say of a library. */
export function libraryNotices(library: LibraryState | null): LibraryNotice[] {
  if (library === null) return [];
  const notices: LibraryNotice[] = [];
  const { recovered, backupFailed } = library;
  if (library.newer) notices.push({ key: "newer", text: t("app.newer") });
  if (recovered) {
    const { path, posts, comments } = recovered;
    const text = recovered.whole ? "app.recovered" : "app.recoveredPart";
    notices.push({ key: path, text: t(text, { path, posts, comments }) });
  }
  if (backupFailed !== null) {
    const text = backupFailed === "library_damaged" ? "app.backupDamaged" : "app.backupFailed";
    notices.push({ key: backupFailed, text: t(text) });
  }
  return notices;
}
