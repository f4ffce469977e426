// The link at the cursor, taken apart for a dialog and put together again.

import { EditorSelection, type EditorState, type TransactionSpec } from "@codemirror/state";

import { soleAddress } from "./commands";
import { around } from "./tree";

/** A link in its parts; `there` when the text has it already. */
export type Link = { words: string; address: string; title: string; there: boolean };

const LINK = new Set(["Link"]);

/** The link around the selection; else a new one, its words what is selected. */
export function linkAt(state: EditorState): Link {
  const { from, to } = state.selection.main;
  const node = around(state, from, to, LINK);
  if (node) {
    const marks = node.getChildren("LinkMark");
    const [open, close] = marks;
    const url = node.getChild("URL");
    const title = node.getChild("LinkTitle");
    const of = (part: { from: number; to: number } | null) =>
      part ? state.sliceDoc(part.from, part.to) : "";
    return {
      words: open && close ? state.sliceDoc(open.to, close.from) : "",
      address: of(url).replace(/^<(.*)>$/, "$1"),
      title: of(title).slice(1, -1).replaceAll('\\"', '"'),
      there: url !== null,
    };
  }
  const selected = state.sliceDoc(from, to).replaceAll(/\s+/g, " ").trim();
  const address = soleAddress(selected);
  return { words: address ? "" : selected, address: address ?? "", title: "", there: false };
}

/** A link as Markdown. Without an address only its words, without words its address. */
export function markdownOf({ words, address, title }: Omit<Link, "there">): string {
  const to = address.trim();
  if (to === "") return words;
  const target = /[\s()<>]/.test(to) ? `<${to.replaceAll(/[<>]/g, encodeURIComponent)}>` : to;
  const named = title.trim() === "" ? "" : ` "${title.trim().replaceAll('"', '\\"')}"`;
  const shown = words.trim() || to.replaceAll(/[[\]]/g, "\\$&");
  return `[${shown}](${target}${named})`;
}

/** Puts a link in the place of the one at the selection, or of what is selected. */
export function linked(state: EditorState, link: Omit<Link, "there">): TransactionSpec {
  const { main } = state.selection;
  const node = around(state, main.from, main.to, LINK);
  const { from, to } = node ?? main;
  const insert = markdownOf(link);
  return {
    changes: { from, to, insert },
    selection: EditorSelection.single(from + insert.length),
  };
}
