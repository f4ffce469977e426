// Tags or categories that both sides changed: who did what with each name. Pure.

import type { Names } from "../../../ipc";

/** A name that is not the same on both sides, and who made it so. */
export type NameChange = {
  name: string;
  what: "mine-added" | "theirs-added" | "mine-removed" | "theirs-removed";
};

const key = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();

/** Whether this name is among them; case and spaces make no other name. */
export const has = (names: readonly string[], name: string) =>
  names.some((one) => key(one) === key(name));

/** The names that one side has and the other lacks. */
export function nameChanges({ base, mine, theirs }: Names): NameChange[] {
  return [
    ...mine
      .filter((name) => !has(theirs, name))
      .map((name): NameChange => ({
        name,
        what: has(base, name) ? "theirs-removed" : "mine-added",
      })),
    ...theirs
      .filter((name) => !has(mine, name))
      .map((name): NameChange => ({
        name,
        what: has(base, name) ? "mine-removed" : "theirs-added",
      })),
  ];
}

/** The names that both sides have. */
export const shared = ({ mine, theirs }: Names) => mine.filter((name) => has(theirs, name));

/** These names with or without one. */
export function withName(names: readonly string[], name: string, on: boolean): string[] {
  const others = names.filter((one) => key(one) !== key(name));
  return on ? [...others, name] : others;
}
