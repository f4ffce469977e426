// How the history speaks.

import { language } from "../../../messages/index.svelte";

/** "18:20". */
export function hour(at: number): string {
  return new Intl.DateTimeFormat(language.code === "en" ? "en-GB" : language.code, {
    timeStyle: "short",
  }).format(at);
}
