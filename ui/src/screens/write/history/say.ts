// How the history speaks.

import { language } from "../../../messages/index.svelte";
import { day } from "../../../shared/format";

/** "today", "yesterday", "12 November". */
export function dayName(at: number, now: number = Date.now()): string {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (Math.abs(days) > 1) return day(at, now);
  return new Intl.RelativeTimeFormat(language.code, { numeric: "auto" }).format(days, "day");
}

/** "18:20". */
export function hour(at: number): string {
  return new Intl.DateTimeFormat(language.code === "en" ? "en-GB" : language.code, {
    timeStyle: "short",
  }).format(at);
}
