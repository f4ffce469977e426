import { afterEach, describe, expect, it } from "vitest";

import { catalogues, language, say, setLanguage, t, type Key, type Plural } from "./index.svelte";

type Entry = string | Plural;

/** Every sentence of a language as `file.key`, form by form. */
function sentences(code: "en" | "fr"): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [file, entries] of Object.entries(catalogues[code])) {
    for (const [key, entry] of Object.entries(entries as Record<string, Entry>)) {
      all.set(`${file}.${key}`, typeof entry === "string" ? [entry] : Object.values(entry));
    }
  }
  return all;
}

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

afterEach(() => setLanguage("en"));

describe("the catalogue", () => {
  it("has the same keys in both languages", () => {
    expect([...sentences("fr").keys()].sort()).toEqual([...sentences("en").keys()].sort());
  });

  it("names the same things in both languages", () => {
    const fr = sentences("fr");
    for (const [key, en] of sentences("en")) {
      const english = places(en.join(" "));
      const french = places((fr.get(key) ?? []).join(" "));
      expect(french, key).toEqual(english);
    }
  });

  it("is never empty", () => {
    for (const code of ["en", "fr"] as const) {
      for (const [key, forms] of sentences(code)) {
        for (const form of forms) expect(form.trim(), `${code} ${key}`).not.toBe("");
      }
    }
  });

  it("sets French as French is set: no break before high marks, none inside guillemets", () => {
    for (const [key, forms] of sentences("fr")) {
      for (const form of forms) {
        expect(form, key).not.toMatch(/ [;:!?»]|« /);
        expect(form, key).not.toMatch(/[\p{L}\p{N}][;!?](?=\s|$)/u);
        expect(form, key).not.toMatch(/'/);
      }
    }
  });

  it("uses typographic quotes and apostrophes in English too", () => {
    for (const [key, forms] of sentences("en")) {
      for (const form of forms) expect(form, key).not.toMatch(/["']/);
    }
  });
});

describe("t", () => {
  it("speaks the language in force", () => {
    expect(t("app.drafts")).toBe("Drafts");
    setLanguage("fr");
    expect(t("app.drafts")).toBe("Brouillons");
    setLanguage("de");
    expect(language.code).toBe("en");
  });

  it("chooses the plural as the language does", () => {
    expect(say("en", "write.words", { n: 0 })).toBe("0 words");
    expect(say("fr", "write.words", { n: 0 })).toBe("0 mot");
    expect(say("en", "write.words", { n: 1 })).toBe("1 word");
    expect(say("fr", "write.words", { n: 2_000_000 })).toMatch(/mots$/);
  });

  it("writes numbers as the language does", () => {
    expect(say("en", "write.words", { n: 1204 })).toBe("1,204 words");
    expect(say("fr", "write.words", { n: 1204 })).toBe("1\u202f204 mots");
  });

  it("puts names in as they are, even when they look like places", () => {
    expect(say("en", "write.onBlog", { blog: "{n} & $1" })).toBe("On {n} & $1");
  });

  it("gives the key back rather than nothing", () => {
    expect(t("app.noSuchKey" as Key)).toBe("app.noSuchKey");
  });
});
