// What the checks found, put into words and in order. Pure.

import type { FindingView, FoundView } from "../../../ipc";
import { t, type Key, type Names } from "../../../messages/index.svelte";
import { shorten, shortenAddress } from "../../../shared/shorten";

/** How many are shown before the rest is folded. */
export const SHOWN = 5;

const LONGEST = 40;

/** Problems first; within each, in the order of the text. */
export function inOrder(findings: readonly FindingView[]): FindingView[] {
  const weight = ({ severity }: FindingView) => (severity === "problem" ? 0 : 1);
  return [...findings].sort((a, b) => weight(a) - weight(b));
}

/** Those that are shown at first, and how many are folded: never a single one, which would take no
 * less room than the word that unfolds it. */
export function folded(
  findings: readonly FindingView[],
  open: boolean,
): { shown: readonly FindingView[]; more: number } {
  if (open || findings.length <= SHOWN + 1) return { shown: findings, more: 0 };
  return { shown: findings.slice(0, SHOWN), more: findings.length - SHOWN };
}

/** The sentence for what was found at a place whose text is `there`. */
export function sentence(found: FoundView, there: string): string {
  const [key, names] = words(found, there);
  return t(key, names);
}

function words(found: FoundView, there: string): [Key, Names] {
  switch (found.kind) {
    case "image_without_alt":
    case "local_image":
    case "empty_link":
    case "mixed_content":
    case "embed_taken_out":
      return [`checks.${found.kind}`, { address: shortenAddress(found.address, LONGEST) }];
    case "link_without_address":
    case "vague_link":
      return [`checks.${found.kind}`, { text: shorten(found.text, LONGEST) }];
    case "script_link":
      return ["checks.script_link", { scheme: found.scheme }];
    case "heading_jump": {
      const { above, level } = found;
      const text = heading(there);
      if (above === 1) return ["checks.heading_first", { text, level }];
      return ["checks.heading_jump", { text, above, level, next: above + 1 }];
    }
    case "heading_like_title":
      return ["checks.heading_like_title", { text: heading(there) }];
    case "unclosed_html":
    case "unopened_html":
    case "element_taken_out":
    case "attribute_taken_out":
      return [`checks.${found.kind}`, { name: found.name }];
    case "note_missing":
    case "note_twice":
    case "note_unused":
      return [`checks.${found.kind}`, { label: shorten(found.label, LONGEST) }];
    case "title_long":
      return ["checks.title_long", { characters: found.characters }];
    case "table_without_header":
    case "title_empty":
      return [`checks.${found.kind}`, {}];
  }
}

/** The words of a heading, without the marks that make it one. */
function heading(markdown: string): string {
  const line = markdown.trimStart().split("\n", 1)[0] ?? "";
  const words = line.replace(/^#{1,6}(?=\s|$)/, "").replace(/(?:^|\s)#+\s*$/, "");
  return shorten(words.trim(), LONGEST) || "…";
}
