// Typography as one types: French spaces, quotation marks, apostrophes, dots. What was typed is put
// there first and changed in a step of its own, so that one undo brings it back. Never in code, in
// addresses, in HTML.

import { isolateHistory } from "@codemirror/commands";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";

import { isInCode, treeAt } from "./tree";

/** The languages whose typography is known. */
export type TypedLanguage = "fr" | "en";

/** What the text before the cursor becomes: so many of its last characters go, and this comes. */
export type Better = { gone: number; text: string };

const NARROW = "\u202f";
const WIDE = "\u00a0";

/** What is better than `before`, whose last character was just typed; null when nothing is. Spaces
 * as billet-text's typography sets them. */
export function better(before: string, language: TypedLanguage): Better | null {
  const typed = before.at(-1) ?? "";
  const rest = before.slice(0, -1);
  const last = rest.at(-1) ?? "";
  if (typed === ".")
    return rest.endsWith("..") && !rest.endsWith("...") ? { gone: 3, text: "…" } : null;
  if (typed === "'") return { gone: 1, text: opens(last) && language === "en" ? "‘" : "’" };
  if (typed === '"') return quote(rest, last, language);
  if (language === "en") return null;
  if (typed === "«") return { gone: 1, text: `«${NARROW}` };
  // The space after the opening mark is there already.
  if (typed === " ") return rest.endsWith(`«${NARROW}`) ? { gone: 1, text: "" } : null;
  if (typed === "»") return closing(rest, last, "»");
  if (typed === ":")
    return last === " " && isWord(rest.at(-2)) ? { gone: 2, text: `${WIDE}:` } : null;
  if (!";!?".includes(typed)) return null;
  if (last === " " && rest.trim() !== "") return { gone: 2, text: NARROW + typed };
  return isWord(last) && !isAddress(rest) ? { gone: 1, text: NARROW + typed } : null;
}

function quote(rest: string, last: string, language: TypedLanguage): Better {
  const opening = opens(last);
  if (language === "en") return { gone: 1, text: opening ? "“" : "”" };
  // A space typed before it closes what is open in this paragraph.
  const open = rest.lastIndexOf("«") > rest.lastIndexOf("»");
  if (open && rest.trim() !== "" && !rest.endsWith(`«${NARROW}`)) return closing(rest, last, "»");
  return { gone: 1, text: `«${NARROW}` };
}

function closing(rest: string, last: string, mark: string): Better {
  const space = last === " " && rest.trim() !== "";
  if (last === NARROW || last === WIDE) return { gone: 1, text: mark };
  return { gone: space ? 2 : 1, text: NARROW + mark };
}

const opens = (last: string) => last === "" || /[\s([{—–«“*_]/.test(last);
const isWord = (letter: string | undefined) => /[\p{L}\p{N})\]»”’…*_%]/u.test(letter ?? "");

// An address, or an entity like `&nbsp;`, goes on without spaces.
function isAddress(rest: string): boolean {
  const word = /\S*$/.exec(rest)?.[0] ?? "";
  return /[/@&=]|\w\.\w|^\w+:/.test(word);
}

const RAW =
  /^(?:URL|Autolink|HTML(?:Tag|Block)|Comment(?:Block)?|LinkReference|LinkTitle|ProcessingInstruction(?:Block)?)$/;

/** Whether a place is where typography would break something. */
export function isRaw(state: EditorState, at: number): boolean {
  if (isInCode(state, at)) return true;
  let node: SyntaxNode | null = treeAt(state, at).resolveInner(at, -1);
  for (; node; node = node.parent) if (RAW.test(node.name)) return true;
  // What is not ended yet is no code, link or tag for the tree.
  const line = state.doc.lineAt(at);
  const before = state.sliceDoc(line.from, at);
  return (
    /(?:^|[^`])`[^`]*$/.test(before.replaceAll(/`[^`]*`/g, "")) ||
    /\]\([^)]*$|<[a-z/!?][^>]*$/i.test(before) ||
    /^\s*(?:>\s*)*(?:`{3}|~{3}|\[[^\]]*\]:|(?:---|\+\+\+)$)/.test(before)
  );
}

const WITHIN = 400;

/** Betters what is typed in a language. */
export function typographyAsTyped(language: TypedLanguage): Extension {
  return EditorView.inputHandler.of((view, from, _to, text, insert) => {
    if (text.length !== 1 || !"\"'.;:!?«» ".includes(text) || view.composing) return false;
    const { state } = view;
    if (state.selection.ranges.length > 1) return false;
    const line = state.doc.lineAt(from);
    const before = state.sliceDoc(Math.max(line.from, from - WITHIN), from) + text;
    const change = better(before, language);
    if (change === null || isRaw(state, from)) return false;
    view.dispatch(insert());
    const at = from + 1;
    view.dispatch({
      changes: { from: at - change.gone, to: at, insert: change.text },
      selection: { anchor: at - change.gone + change.text.length },
      userEvent: "input.typography",
      annotations: isolateHistory.of("full"),
    });
    return true;
  });
}
