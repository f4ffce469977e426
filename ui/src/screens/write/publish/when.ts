// The day and hour of a scheduled post, as its box writes them. Pure.

/** A moment as a `datetime-local` box writes it, in this computer's time zone. */
export function toLocalInput(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What such a box says, as milliseconds since 1970; null when it says nothing. */
export function fromLocalInput(value: string): number | null {
  const at = value === "" ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Tomorrow at nine, this computer's time. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  day.setHours(9, 0, 0, 0);
  return day.getTime();
}
