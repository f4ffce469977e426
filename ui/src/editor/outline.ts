// What a text is made of, found by going through its lines once: headings for the outline, islands
// for folding. Fences are followed, so that code is not taken for text.

import type { Text } from "@codemirror/state";

/** A heading: its level, its words without marks, the place where its line begins. */
export type Heading = { level: number; words: string; at: number };

/** An imported block that is kept as it came, from its first fence to the end of its last. */
export type Island = { from: number; to: number; label: string };

const FENCE = /^[\s>]*(`{3,}|~{3,})\s*(.*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
const NO_PARAGRAPH = /^\s*(?:$|[>#|]|[-*+]\s|\d{1,9}[.)]\s|<| {4})/;

/** The headings and the islands of a text. Setext headings of one line count. */
export function scan(doc: Text): { headings: Heading[]; islands: Island[] } {
  const headings: Heading[] = [];
  const islands: Island[] = [];
  let fence: { mark: string; island: Island | null } | null = null;
  let at = 0;
  let above = "";
  for (const text of doc.iterLines()) {
    const found = text.length > 2 ? FENCE.exec(text) : null;
    const [mark = "", info = ""] = found ? [found[1], found[2]] : [];
    if (fence) {
      if (
        mark !== "" &&
        info === "" &&
        mark[0] === fence.mark[0] &&
        mark.length >= fence.mark.length
      ) {
        if (fence.island) islands.push({ ...fence.island, to: at + text.length });
        fence = null;
      }
      above = "";
    } else if (mark !== "" && !(mark[0] === "`" && info.includes("`"))) {
      const label = /^island(?:\s+(.*))?$/.exec(info);
      fence = { mark, island: label ? { from: at, to: at, label: label[1]?.trim() ?? "" } : null };
      above = "";
    } else {
      const heading = HEADING.exec(text);
      const line = above === "" ? null : UNDERLINE.exec(text);
      if (heading) {
        headings.push({ level: heading[1]?.length ?? 1, words: plain(heading[2] ?? ""), at });
      } else if (line) {
        const level = line[1]?.startsWith("=") ? 1 : 2;
        headings.push({ level, words: plain(above), at: at - above.length - 1 });
      }
      above = heading || line || NO_PARAGRAPH.test(text) ? "" : text;
    }
    at += text.length + 1;
  }
  return { headings, islands };
}

/** The last heading at or before a place; -1 above the first. */
export function headingAt(headings: readonly Heading[], place: number): number {
  return headings.findLastIndex(({ at }) => at <= place);
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\[\^[^\]]*\]/g, "")
    .replaceAll(/[*`]|~~|<[^>]*>|\\(?=[!-/:-@[-`{-~])/g, "")
    .trim();
}
