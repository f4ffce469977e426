import { afterEach, describe, expect, it } from "vitest";

import type { FindingView, FoundView } from "../../../ipc";
import { setLanguage } from "../../../messages/index.svelte";
import { folded, inOrder, sentence, SHOWN } from "./findings";

// The compiler wants each kind here once, so a new one cannot lack a sentence unnoticed.
const EVERY: { [K in FoundView["kind"]]: Extract<FoundView, { kind: K }> } = {
  image_without_alt: { kind: "image_without_alt", address: "https://a.fr/x.png" },
  local_image: { kind: "local_image", address: "photo.jpg" },
  empty_link: { kind: "empty_link", address: "https://a.fr" },
  link_without_address: { kind: "link_without_address", text: "la page" },
  vague_link: { kind: "vague_link", text: "ici" },
  script_link: { kind: "script_link", scheme: "javascript" },
  heading_jump: { kind: "heading_jump", above: 2, level: 4 },
  heading_like_title: { kind: "heading_like_title" },
  unclosed_html: { kind: "unclosed_html", name: "div" },
  unopened_html: { kind: "unopened_html", name: "em" },
  element_taken_out: { kind: "element_taken_out", name: "form" },
  attribute_taken_out: { kind: "attribute_taken_out", name: "style" },
  embed_taken_out: { kind: "embed_taken_out", address: "https://a.fr/x" },
  table_without_header: { kind: "table_without_header" },
  mixed_content: { kind: "mixed_content", address: "http://a.fr/x.png" },
  note_missing: { kind: "note_missing", label: "1" },
  note_twice: { kind: "note_twice", label: "1" },
  note_unused: { kind: "note_unused", label: "1" },
  title_empty: { kind: "title_empty" },
  title_long: { kind: "title_long", characters: 84 },
};

const finding = (severity: FindingView["severity"], from: number): FindingView => ({
  found: { kind: "title_empty" },
  severity,
  place: "body",
  from,
  to: from,
  fix: null,
});

afterEach(() => setLanguage("en"));

describe("the sentences of the checks", () => {
  it("exist for every kind in both languages, with everything named", () => {
    for (const code of ["en", "fr"] as const) {
      setLanguage(code);
      const said = Object.values(EVERY).map((found) => sentence(found, "## Le *mot*"));
      expect(new Set(said).size).toBe(said.length);
      for (const words of said) {
        expect(words).toMatch(/^[\p{Lu}“«<].*\.$/u);
        expect(words).not.toMatch(/\{\w+\}|^checks\./);
      }
    }
  });

  it("name what they are about", () => {
    expect(sentence(EVERY.heading_jump, "#### Le *mot* ##\n")).toBe(
      "“Le *mot*” drops from level 2 to level 4. Make it level 3.",
    );
    expect(sentence({ kind: "heading_jump", above: 1, level: 3 }, "Été\n===")).toBe(
      "“Été” is of level 3, and no heading of level 2 comes before it. Make it level 2.",
    );
    expect(sentence(EVERY.heading_like_title, "#")).toContain("“…”");
    expect(sentence(EVERY.heading_like_title, "#hashtag")).toContain("“#hashtag”");
    setLanguage("fr");
    expect(sentence(EVERY.title_long, "")).toContain("84 caractères");
    expect(sentence(EVERY.unclosed_html, "<div>")).toContain("</div>");
  });

  it("show only as much of long words and addresses as tells them apart", () => {
    const address = `https://exemple.fr/${"dossier/".repeat(900)}salle.jpg`;
    const said = sentence({ kind: "image_without_alt", address }, "");
    expect(said).toMatch(/exemple\.fr\/…\/salle\.jpg/);
    expect(said.length).toBeLessThan(160);
    expect(sentence({ kind: "vague_link", text: "ici ".repeat(999) }, "").length).toBeLessThan(150);
  });
});

describe("the list of findings", () => {
  it("begins with the problems, each in the order of the text", () => {
    const list = inOrder([
      finding("advice", 1),
      finding("problem", 5),
      finding("advice", 7),
      finding("problem", 9),
    ]);
    expect(list.map(({ severity, from }) => `${severity} ${from}`)).toEqual([
      "problem 5",
      "problem 9",
      "advice 1",
      "advice 7",
    ]);
  });

  it("folds what is too much at once, but never a single line", () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => finding("advice", i));
    const counts = (n: number, open = false) => {
      const { shown, more } = folded(many(n), open);
      return [shown.length, more];
    };
    expect(counts(5)).toEqual([5, 0]);
    expect(counts(6)).toEqual([6, 0]);
    expect(counts(7)).toEqual([SHOWN, 2]);
    expect(counts(40, true)).toEqual([40, 0]);
    expect(folded(many(9), false).shown.at(-1)?.from).toBe(4);
  });
});
