// The language whose typography was last asked for; kept on this computer, not in the library.

import { preferences } from "../../../app/preferences.svelte";
import type { TextLanguage } from "../../../ipc";
import { language } from "../../../messages/index.svelte";

const KEY = "billet.typography";

/** The one chosen last; else the one that posts are published with; else the interface's. */
export function firstLanguage(): TextLanguage {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "fr" || kept === "en") return kept;
  } catch {
    // Nothing is kept here.
  }
  return preferences.now?.typography ?? language.code;
}

/** Remembers a choice. */
export function keepLanguage(chosen: TextLanguage): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // It is forgotten when the window closes, no more.
  }
}
