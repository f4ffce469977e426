import { describe, expect, it } from "vitest";

import { stateOf } from "./marked";
import { better, isRaw, type TypedLanguage } from "./typing";

/** What a line becomes when it is typed key by key. */
function typed(keys: string, language: TypedLanguage = "fr"): string {
  let text = "";
  for (const key of keys) {
    text += key;
    const change = better(text, language);
    if (change) text = text.slice(0, text.length - change.gone) + change.text;
  }
  return text;
}

describe("French as it is typed", () => {
  it("has narrow spaces before high marks, a wide one before the colon", () => {
    expect(typed("Oui ! Non ? Bien ; voici : rien")).toBe(
      "Oui\u202f! Non\u202f? Bien\u202f; voici\u00a0: rien",
    );
    expect(typed("Oui! Quoi?!")).toBe("Oui\u202f! Quoi\u202f?!");
  });

  it("has guillemets with their spaces, whichever way they are typed", () => {
    const right = "Elle dit «\u202foui\u202f» et part.";
    expect(typed('Elle dit "oui" et part.')).toBe(right);
    expect(typed('Elle dit " oui " et part.')).toBe(right);
    expect(typed("Elle dit « oui » et part.")).toBe(right);
    expect(typed("Elle dit «oui» et part.")).toBe(right);
    expect(typed('"Un" et "deux"')).toBe("«\u202fUn\u202f» et «\u202fdeux\u202f»");
  });

  it("has round apostrophes and one sign for three dots", () => {
    expect(typed("L'écran... d'accueil")).toBe("L’écran… d’accueil");
    expect(typed("....")).toBe("….");
  });

  it("leaves times, addresses and entities as they are", () => {
    for (const text of [
      "à 12:30",
      "https://example.org/a?b",
      "a&nbsp;b",
      "example.org?x",
      ": oui",
    ]) {
      expect(typed(text)).toBe(text);
    }
  });
});

describe("English as it is typed", () => {
  it("has curly quotes and no spaces", () => {
    expect(typed('She said "it\'s late"... Really?', "en")).toBe("She said “it’s late”… Really?");
  });
});

describe("typography", () => {
  const raw = (text: string) => isRaw(stateOf(text), text.indexOf("¦"));

  it("keeps out of code, addresses and HTML, also of what is not ended yet", () => {
    for (const text of [
      "un `mo¦t`",
      "un `mo¦",
      "```\nun¦\n```",
      "[un](https://exa¦mple.org)",
      "[un](https://exa¦",
      '[un](x "ti¦tre")',
      '<p class="¦a">',
      "un <a href=¦",
      "<https://exa¦mple.org>",
      "[un]: https://exa¦mple.org",
      "<!-- mo¦re -->",
      "    let x¦",
    ]) {
      expect(raw(text), text).toBe(true);
    }
  });

  it("works in words, also beside all that", () => {
    for (const text of ["un¦", "`a` un¦", "[un¦](x)", "**un¦**", "> un¦", "a < b¦", "## un¦"]) {
      expect(raw(text), text).toBe(false);
    }
  });
});
