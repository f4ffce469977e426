// What comes from the clipboard: an address over words makes them a link, formatted text becomes
// Markdown, everything else stays as it is.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { linkOverSelection } from "./commands";

// Only these mean something in Markdown: a code editor copies its colours as HTML, too.
const STRUCTURE = new Set(
  "b strong i em s del u sub sup q h1 h2 h3 h4 h5 h6 ul ol li table blockquote pre code img hr dl figure".split(
    " ",
  ),
);
const STYLE = /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|mso-list/i;
const UNSEEN = new Set(["style", "script", "head"]);

/** Whether HTML from the clipboard holds more than its plain text does. Goes through it once: a page
 * of any size may be on the clipboard, and the window waits. */
export function hasStructure(html: string): boolean {
  const lower = html.toLowerCase();
  const tag = /<([a-z][a-z0-9]*)/g;
  for (let found = tag.exec(lower); found; found = tag.exec(lower)) {
    const name = found[1] ?? "";
    const end = lower.indexOf(">", tag.lastIndex);
    if (end < 0) return false;
    if (STRUCTURE.has(name)) return true;
    const attributes = lower.slice(tag.lastIndex, end);
    if (STYLE.test(attributes) || (name === "a" && /\shref/.test(attributes))) return true;
    tag.lastIndex = end;
    if (UNSEEN.has(name)) {
      // Word and LibreOffice put a style sheet before the text.
      const close = lower.indexOf(`</${name}`, end);
      if (close < 0) return false;
      tag.lastIndex = close;
    }
  }
  return false;
}

const BLOCKS = new Set(["FencedCode", "CodeBlock"]);

/** Whether what is put at a place becomes part of code, where nothing is formatted. */
export function isInCode(state: EditorState, at: number): boolean {
  const tree = ensureSyntaxTree(state, at, 50) ?? syntaxTree(state);
  for (const side of [-1, 1] as const) {
    let node: ReturnType<typeof tree.resolveInner> | null = tree.resolveInner(at, side);
    for (; node; node = node.parent) {
      if (node.name === "InlineCode" && node.from < at && at < node.to) return true;
      if (!BLOCKS.has(node.name)) continue;
      const marks = node.getChildren("CodeMark");
      if (marks.length === 0) return true;
      // Behind the line of the first fence, and before the last.
      const fence = state.doc.lineAt(node.from);
      const last = marks.length > 1 ? marks[marks.length - 1] : undefined;
      if (at > fence.to && (!last || at <= last.from)) return true;
    }
  }
  return false;
}

/** Handles what is pasted; `markdownOf` gives the Markdown of HTML. */
export function pasting(markdownOf: (html: string) => Promise<string>): Extension {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const { from, to } = view.state.selection.main;
      // As plain text, which the editor puts there itself.
      if (isInCode(view.state, from) || isInCode(view.state, to)) return false;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const html = event.clipboardData?.getData("text/html") ?? "";
      if (overSelection(view, text)) return true;
      if (!hasStructure(html)) return false;
      event.preventDefault();
      void markdownOf(html).then(
        (markdown) => insert(view, markdown || text),
        () => insert(view, text),
      );
      return true;
    },
  });
}

function overSelection(view: EditorView, text: string): boolean {
  const { main } = view.state.selection;
  if (main.empty || view.state.selection.ranges.length > 1) return false;
  const link = linkOverSelection(view.state.sliceDoc(main.from, main.to), text);
  if (link === null) return false;
  insert(view, link);
  return true;
}

function insert(view: EditorView, text: string): void {
  view.dispatch(view.state.replaceSelection(view.state.toText(text)), {
    userEvent: "input.paste",
    scrollIntoView: true,
  });
}
