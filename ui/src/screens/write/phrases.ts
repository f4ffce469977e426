// CodeMirror's own words, in the reader's language.

import { t } from "../../messages/index.svelte";

/** What CodeMirror says in English, as the interface says it. */
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
  };
}
