// A moment as another time zone says it. Pure.

import { language } from "../messages/index.svelte";

/** The moment there, "Friday 4 December, 15:00"; null where the clock there shows what this computer's
 * does, or the zone is not known. `zone`: a name, or an offset like `+05:30`. */
export function timeThere(
  at: number,
  zone: string,
  code: string = language.code,
  here: string = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): string | null {
  const [there, own] = [written(at, zone, code), written(at, here, code)];
  return there === own ? null : there;
}

function written(at: number, zone: string, code: string): string | null {
  if (zone === "") return null;
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  // Not every system's Intl knows offsets.
  const shift = offset
    ? (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 * (offset[1] === "-" ? -1 : 1)
    : 0;
  try {
    return new Intl.DateTimeFormat(code === "en" ? "en-GB" : code, {
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: offset ? "UTC" : zone,
    }).format(at + shift);
  } catch {
    return null;
  }
}

/** A zone as people read it: "Europe/Paris", "UTC+05:30". */
export function zoneName(zone: string): string {
  return /^[+-]/.test(zone) ? `UTC${zone}` : zone.replaceAll("_", " ");
}
