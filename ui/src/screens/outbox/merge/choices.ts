// What the writer chose where two texts clash, and the text that makes. Pure: no words of the
// interface, no commands.

import type { Conflict, MergePiece, ResolvedText, Sides, Stands } from "../../../ipc";

/** A place that both changed, each in another way. */
export type Clash = Extract<MergePiece, { kind: "conflict" }>;

/** What takes a clash's place: one side, both (mine first), or the writer's own words. */
export type Choice = { take: "mine" | "theirs" | "both" } | { take: "edited"; text: string };

/** What was chosen, by the index of the piece. */
export type Choices = ReadonlyMap<number, Choice>;

/** Who changed one of a post's texts. `same`: both sides have the same now. */
export type Changed = "same" | "mine" | "theirs" | "both";

/** Who changed it. */
export function changedBy({ base, mine, theirs }: Sides): Changed {
  if (mine === theirs) return "same";
  if (mine === base) return "theirs";
  return theirs === base ? "mine" : "both";
}

/** Who changed how it stands. */
export function standsBy({ asked, changedThere }: Stands): Changed {
  if (asked) return changedThere ? "both" : "mine";
  return changedThere ? "theirs" : "same";
}

/** The post as the writer has it, to be sent over what the blog has. */
export function mineOf(conflict: Conflict): ResolvedText {
  const { title, excerpt, closing, body, slug, tags, categories } = conflict;
  return {
    title: title.mine,
    excerpt: excerpt.mine,
    closing: closing.mine,
    body: body.mine,
    slug: slug.mine,
    tags: tags.mine,
    categories: categories.mine,
    stand: "mine",
  };
}

/** The text to take where no choice is needed; null where there is one. */
export function settled(sides: Sides): string | null {
  const by = changedBy(sides);
  if (by === "both") return null;
  return by === "theirs" ? sides.theirs : sides.mine;
}

// A line that goes on with a list, a table, a quote or code: a blank line would end it.
const GOES_ON = /^(?:\s*(?:[-*+]|\d+[.)])\s|\||>|\s{4}|\t)/;

/** Mine, then theirs: in paragraphs of their own unless their lines belong together. */
export function both(mine: string, theirs: string): string {
  if (mine.trim() === "") return theirs;
  if (theirs.trim() === "") return mine;
  const above = mine.trimEnd().split("\n").at(-1) ?? "";
  const below = theirs.split("\n").find((line) => line.trim() !== "") ?? "";
  const together = GOES_ON.test(above) && GOES_ON.test(below);
  if (together) return ended(mine) + theirs;
  const apart = /\n[ \t]*\n$/.test(mine) || /^[ \t]*\n/.test(theirs);
  return ended(mine) + (apart ? "" : "\n") + theirs;
}

/** What stands in a clash's place after a choice. */
export function textOf({ mine, theirs }: Clash, choice: Choice): string {
  switch (choice.take) {
    case "mine":
      return mine;
    case "theirs":
      return theirs;
    case "both":
      return both(mine, theirs);
    case "edited":
      return choice.text;
  }
}

/** The indexes of the pieces that clash. */
export function clashesOf(pieces: readonly MergePiece[]): number[] {
  return pieces.flatMap((piece, i) => (piece.kind === "conflict" ? [i] : []));
}

/** The whole text; null while something is still to choose. */
export function compose(pieces: readonly MergePiece[], choices: Choices): string | null {
  let whole = "";
  for (const [i, piece] of pieces.entries()) {
    const choice = choices.get(i);
    if (piece.kind === "conflict" && choice === undefined) return null;
    const text = piece.kind === "agreed" ? piece.text : textOf(piece, choice as Choice);
    // Pieces are whole lines; what the writer typed may lack the end of its last one.
    if (text !== "") whole = whole === "" ? text : ended(whole) + text;
  }
  return whole;
}

/**
 * What was chosen before, for the pieces of a new comparison: a choice holds where the same texts
 * clash. `lost` are the writer's own words that have no place in it any more.
 */
export function carried(
  before: readonly MergePiece[],
  choices: Choices,
  after: readonly MergePiece[],
): { choices: Choices; lost: string[] } {
  const known = new Map<string, Choice[]>();
  for (const [i, choice] of choices) {
    const key = nameOf(before[i]);
    known.set(key, [...(known.get(key) ?? []), choice]);
  }
  const kept = new Map<number, Choice>();
  for (const i of clashesOf(after)) {
    const choice = known.get(nameOf(after[i]))?.shift();
    if (choice) kept.set(i, choice);
  }
  const lost = [...known.values()]
    .flat()
    .flatMap((choice) => (choice.take === "edited" && choice.text.trim() ? [choice.text] : []));
  return { choices: kept, lost };
}

/** A clash by its texts. */
function nameOf(piece: MergePiece | undefined): string {
  return piece?.kind === "conflict" ? JSON.stringify([piece.base, piece.mine, piece.theirs]) : "";
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
