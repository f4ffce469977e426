// Dates and numbers as people say them, in the interface's language. Knows no domain.

import { language } from "../messages/index.svelte";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// Intl says "now" and "maintenant", which reads oddly of something that has happened. A clock that is
// shown anew twice a minute may be a little behind what it is asked about, so this goes both ways.
const JUST_NOW: Record<string, string> = { en: "just now", fr: "à l’instant" };

/** "just now", "2 minutes ago", "yesterday", "12 November", with the year when it is not this one.
 * Ahead of now: "in 2 hours", "tomorrow". `at` and `now` in milliseconds since 1970. */
export function relative(
  at: number,
  now: number = Date.now(),
  code: string = language.code,
): string {
  const relative = new Intl.RelativeTimeFormat(code, { numeric: "auto" });
  const away = at - now;
  const size = Math.abs(away);
  if (size < MINUTE) return JUST_NOW[code] ?? relative.format(0, "second");
  if (size < HOUR) return relative.format(Math.trunc(away / MINUTE), "minute");
  const days = daysBetween(now, at);
  if (days === 0) return relative.format(Math.trunc(away / HOUR), "hour");
  if (Math.abs(days) <= 6) return relative.format(days, "day");
  return day(at, now, code);
}

/** How long until a moment close ahead, to the second: "in 40 seconds", "in 3 minutes"; from an hour on
 * as `relative`. "now" when it is past. */
export function ahead(at: number, now: number = Date.now(), code: string = language.code): string {
  const away = Math.max(0, at - now);
  if (away >= HOUR) return relative(at, now, code);
  const name = new Intl.RelativeTimeFormat(code, { numeric: "auto" });
  if (away < MINUTE) return name.format(Math.ceil(away / 1000), "second");
  return name.format(Math.round(away / MINUTE), "minute");
}

/** The day as people say it, with the hour: "today, 09:12", "Thursday, 18:20", "12 November, 18:20". */
export function dayAndHour(
  at: number,
  now: number = Date.now(),
  code: string = language.code,
): string {
  const days = daysBetween(now, at);
  if (days < -1 && days > -7) {
    const weekday = new Intl.DateTimeFormat(region(code), { weekday: "long" }).format(at);
    return `${weekday}, ${hour(at, code)}`;
  }
  return `${dayName(at, now, code)}, ${hour(at, code)}`;
}

/** "18:20". */
export function hour(at: number, code: string = language.code): string {
  return new Intl.DateTimeFormat(region(code), { timeStyle: "short" }).format(at);
}

/** "today", "yesterday", "12 November". */
export function dayName(
  at: number,
  now: number = Date.now(),
  code: string = language.code,
): string {
  const days = daysBetween(now, at);
  if (Math.abs(days) > 1) return day(at, now, code);
  return new Intl.RelativeTimeFormat(code, { numeric: "auto" }).format(days, "day");
}

/** "12 November", "12 November 2025". */
export function day(at: number, now: number = Date.now(), code: string = language.code): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const parts = new Intl.DateTimeFormat(region(code), {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).formatToParts(at);
  // French says "1er mars", and Intl does not.
  const first = (type: string, value: string) =>
    code === "fr" && type === "day" && value === "1" ? "1er" : value;
  return parts.map(({ type, value }) => first(type, value)).join("");
}

/** The exact moment in this computer's time zone, for a tooltip: "Saturday, 22 November 2026 at 18:20". */
export function exact(at: number, code: string = language.code): string {
  return new Intl.DateTimeFormat(region(code), { dateStyle: "full", timeStyle: "short" }).format(
    at,
  );
}

/** "22 Nov 2026, 18:20". */
export function moment(at: number, code: string = language.code): string {
  return new Intl.DateTimeFormat(region(code), { dateStyle: "medium", timeStyle: "short" }).format(
    at,
  );
}

/** 1204 as "1,204" or "1 204". */
export function count(n: number, code: string = language.code): string {
  return new Intl.NumberFormat(code).format(n);
}

/** The month and year: "March 2025". */
export function month(at: number, code: string = language.code): string {
  return new Intl.DateTimeFormat(region(code), { month: "long", year: "numeric" }).format(at);
}

/** The host of an address, without `www.`; the address itself when it is none. */
export function host(address: string): string {
  try {
    return new URL(address).host.replace(/^www\./, "");
  } catch {
    return address;
  }
}

// Plain "en" would say "November 12" with a 12-hour clock; the system's own English, if any, decides.
function region(code: string): string {
  const own = typeof navigator === "undefined" ? undefined : navigator.language;
  if (own?.startsWith(`${code}-`)) return own;
  return code === "en" ? "en-GB" : code;
}

function daysBetween(from: number, to: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR));
}

/** A size as people read it: "412 kB", "12.3 MB". */
export function bytes(count: number, code: string = language.code): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return new Intl.NumberFormat(region(code), {
    style: "unit",
    unit: units[power] ?? "byte",
    maximumSignificantDigits: 3,
  }).format(count / 1000 ** power);
}
