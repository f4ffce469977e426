// What comes from the clipboard: an address over words makes them a link, formatted text becomes
// Markdown, everything else stays as it is.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { linkOverSelection } from "./commands";

// Only these mean something in Markdown: a code editor copies its colours as HTML, too.
const STRUCTURE =
  /<(?:a\s[^>]*href|b|strong|i|em|s|del|u|sub|sup|h[1-6]|ul|ol|li|table|blockquote|pre|code|img|hr|dl|figure)\b|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|mso-list/i;

/** Whether HTML from the clipboard holds more than its plain text does. */
export function hasStructure(html: string): boolean {
  // Word and LibreOffice put a style sheet before the text.
  const body = html.replaceAll(/<(style|script|head)\b[\s\S]*?<\/\1\s*>/gi, "");
  return STRUCTURE.test(body);
}

/** Handles what is pasted; `markdownOf` gives the Markdown of HTML. */
export function pasting(markdownOf: (html: string) => Promise<string>): Extension {
  return EditorView.domEventHandlers({
    paste(event, view) {
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
