/** What an account may do on its blog, in the order that matters to a writer. Pure. */
import type { Capabilities } from "../../ipc";

const ORDER = [
  "draft",
  "publish",
  "schedule",
  "createTerms",
  "moderate",
  "reply",
  "upload",
  "keepsHtml",
] as const satisfies readonly (keyof Capabilities)[];

/** One ability: the sentence `blogs.can.…` or `blogs.cannot.…`. */
export interface Ability {
  name: (typeof ORDER)[number];
  can: boolean;
}

/** What it can first, then what it cannot; each part in the usual order. */
export function abilities(capabilities: Capabilities): Ability[] {
  const all = ORDER.map((name) => ({ name, can: capabilities[name] }));
  return [...all.filter((a) => a.can), ...all.filter((a) => !a.can)];
}
