// The Markdown the editor shows: CommonMark with what billet-text renders besides (tables, task
// lists, strikethrough, footnotes), and a class for each thing that looks different.

import {
  commonmarkLanguage,
  deleteMarkupBackward,
  insertNewlineContinueMarkupCommand,
} from "@codemirror/lang-markdown";
import { Language, syntaxHighlighting } from "@codemirror/language";
import { type Extension, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { styleTags, Tag, tagHighlighter, tags } from "@lezer/highlight";
import {
  type MarkdownConfig,
  type MarkdownParser,
  Strikethrough,
  Table,
  TaskList,
} from "@lezer/markdown";

const footnote = Tag.define();
const taskMarker = Tag.define();
const tableDelimiter = Tag.define();

const BRACKET = 91;
const CARET = 94;

/** `[^name]` in the text and `[^name]:` before the note. */
const Footnote: MarkdownConfig = {
  defineNodes: [{ name: "FootnoteReference", style: footnote }],
  parseInline: [
    {
      name: "FootnoteReference",
      before: "Link",
      parse(cx, next, pos) {
        if (next !== BRACKET || cx.char(pos + 1) !== CARET) return -1;
        const reference = /^\[\^[^\s[\]^]+\]:?/.exec(cx.slice(pos, Math.min(cx.end, pos + 80)));
        if (!reference) return -1;
        return cx.addElement(cx.elt("FootnoteReference", pos, pos + reference[0].length));
      },
    },
  ],
};

/** Marks of tables and tasks, and HTML, are dimmed like any other markup. */
const dimmed: MarkdownConfig = {
  props: [
    styleTags({
      TaskMarker: taskMarker,
      TableDelimiter: tableDelimiter,
      "HTMLTag HTMLBlock/...": tags.tagName,
    }),
  ],
};

// Classes, not generated styles: what they look like stands in editor.css.
const look = tagHighlighter([
  { tag: tags.heading1, class: "md-heading md-h1" },
  { tag: tags.heading2, class: "md-heading md-h2" },
  { tag: tags.heading3, class: "md-heading md-h3" },
  { tag: [tags.heading4, tags.heading5, tags.heading6], class: "md-heading md-h4" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.link, class: "md-link" },
  { tag: [tags.url, tags.labelName, tags.string], class: "md-markup md-address" },
  { tag: tags.contentSeparator, class: "md-markup md-rule" },
  {
    tag: [
      tags.processingInstruction,
      tags.escape,
      tags.character,
      tags.comment,
      tags.meta,
      tags.angleBracket,
      tags.tagName,
      tags.attributeName,
      tags.attributeValue,
      footnote,
      taskMarker,
      tableDelimiter,
    ],
    class: "md-markup",
  },
]);

// Not `markdown()`: it brings parsers for HTML, CSS and JavaScript, three times the rest of the editor.
// The `data` is what the commands below know the language by.
/** The Markdown of a post, as the editor reads it. */
export const language = new Language(
  commonmarkLanguage.data,
  (commonmarkLanguage.parser as MarkdownParser).configure([
    Table,
    TaskList,
    Strikethrough,
    Footnote,
    dimmed,
  ]),
  [],
  "markdown",
);

/** The language and its look. Enter goes on with a list or a quote, and ends it on an empty line. */
export function prose(): Extension {
  return [
    language,
    syntaxHighlighting(look),
    Prec.high(
      keymap.of([
        { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
        { key: "Backspace", run: deleteMarkupBackward },
      ]),
    ),
  ];
}
