// Where the preview stands: beside the text, below it, or alone. Pure.

/** Where it stands when both are seen. */
export type Side = "beside" | "below";

/** Where it can be asked to stand. */
export type Placement = Side | "alone";

/** What is seen. */
export type Mode = "text" | "both" | "below" | "preview";

/** What the writer chose, and whether there is room for two columns. */
export type Chosen = {
  wide: boolean;
  /** The preview is wanted with the text. */
  on: boolean;
  side: Side;
  /** The preview is wanted without the text, for now. */
  alone: boolean;
};

/** What is seen then. Where there is no room beside the text, the preview takes its place. */
export function modeOf({ wide, on, side, alone }: Chosen): Mode {
  if (alone) return "preview";
  if (!on) return "text";
  if (side === "below") return "below";
  return wide ? "both" : "text";
}

/** The preview is shown, or hidden again. */
export function toggled(chosen: Chosen): Chosen {
  if (modeOf(chosen) === "text") {
    const beside = chosen.wide || chosen.side === "below";
    return beside ? { ...chosen, on: true } : { ...chosen, alone: true };
  }
  const without = { ...chosen, alone: false };
  return modeOf(without) === "text" ? without : { ...without, on: false };
}

/** The preview stands there from now on. */
export function placed(chosen: Chosen, where: Placement): Chosen {
  if (where === "alone") return { ...chosen, alone: true };
  return { ...chosen, on: true, side: where, alone: where === "beside" && !chosen.wide };
}

/** Where it stands. */
export function placementOf(chosen: Chosen): Placement {
  return modeOf(chosen) === "preview" ? "alone" : chosen.side;
}
