// What comes from the clipboard: an address over words makes them a link, formatted text becomes
// Markdown, everything else stays as it is.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { linkOverSelection } from "./commands";
import { isInCode } from "./tree";

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
