import type { Decision } from "../../ipc";

/** What the screen has to say aloud. */
export type Told =
  | { what: "decided"; decision: Decision; count: number; grace: number; stroke: string }
  | { what: "left-waiting" }
  | { what: "undone"; undone: number; tooLate: number }
  | { what: "nothing-to-undo" }
  | { what: "replied"; approved: boolean };
