// CodeMirror's own words, and the editor's, in the reader's language.

import { t } from "../../messages/index.svelte";

/** What is English in the editor, as the interface says it. */
export function phrases(): Record<string, string> {
  return {
    Find: t("write.find"),
    Replace: t("write.replace"),
    next: t("write.next"),
    previous: t("write.previous"),
    all: t("write.all"),
    "match case": t("write.matchCase"),
    "by word": t("write.wholeWord"),
    regexp: t("write.regexp"),
    replace: t("write.replaceOne"),
    "replace all": t("write.replaceAll"),
    close: t("write.close"),
    "Replace with": t("editor.findReplaceWith"),
    "select all": t("editor.findSelectAll"),
    "nothing found": t("editor.findNone"),
    "unreadable pattern": t("editor.findUnreadable"),
    Column: t("editor.column"),
    Island: t("editor.island"),
    Open: t("editor.islandOpen"),
  };
}
