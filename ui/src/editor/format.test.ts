import { history, undo } from "@codemirror/commands";
import { describe, expect, it } from "vitest";

import { toggleCodeBlock, toggleHeading, toggleList, toggleQuote } from "./blocks";
import { formatsAt } from "./format";
import { binding, FORMAT_KEYS, FORMATS, spokenKeys } from "./formats";
import { toggleInline } from "./inline";
import { toggleFootnote, toggleMore } from "./inserts";
import { after, marked, stateOf } from "./marked";

const bold = toggleInline("bold");
const italic = toggleInline("italic");
const code = toggleInline("code");

describe("marks", () => {
  it("go around the words and away again", () => {
    expect(after("un ‹mot› dit", bold)).toBe("un **‹mot›** dit");
    expect(after("un ‹mot› dit", bold, bold)).toBe("un ‹mot› dit");
    expect(after("un ‹mot›", italic)).toBe("un *‹mot›*");
    expect(after("un ‹**mot**› dit", bold)).toBe("un ‹mot› dit");
    expect(after("‹mot›", toggleInline("strike"))).toBe("~~‹mot›~~");
  });

  it("leave the spaces outside", () => {
    expect(after("un‹ mot ›dit", bold)).toBe("un‹ **mot** ›dit");
  });

  it("emphasise strong words without taking the strength away", () => {
    expect(after("**‹mot›**", italic)).toBe("***‹mot›***");
    expect(after("**‹mot›**", italic, italic)).toBe("**‹mot›**");
  });

  it("are taken off some of the words and stay on the others", () => {
    expect(after("**un ‹mot› dit**", bold)).toBe("**un** ‹mot› **dit**");
    expect(after("**‹un› mot**", bold)).toBe("‹un› **mot**");
  });

  it("become one where some words have them already", () => {
    expect(after("‹un **mot** dit›", bold)).toBe("**‹un mot dit›**");
    expect(after("un **mot ‹dit** bas›", bold)).toBe("un **mot ‹dit bas›**");
  });

  it("wait for words when nothing is selected, and go again when none come", () => {
    expect(after("a ¦", bold)).toBe("a **¦**");
    expect(after("a ¦", bold, bold)).toBe("a ¦");
    expect(after("a ¦", italic, italic)).toBe("a ¦");
  });

  it("take the word that the cursor is in", () => {
    expect(after("un mo¦t dit", bold)).toBe("un **mo¦t** dit");
    expect(after("un mo¦t dit", bold, bold)).toBe("un mo¦t dit");
  });

  it("go line by line, after the marks of lists and quotes, and back in one press", () => {
    const text = "‹- un\n- deux\n\n> trois›";
    expect(after(text, bold)).toBe("‹- **un**\n- **deux**\n\n> **trois›**");
    expect(after(text, bold, bold)).toBe(text);
  });

  it("surround code with as many backticks as it needs, and do nothing inside code", () => {
    expect(after("un ‹mot›", code)).toBe("un `‹mot›`");
    expect(after("un ‹a`b›", code)).toBe("un `` ‹a`b› ``");
    expect(after("```\nun ‹mot›\n```", bold)).toBe("```\nun ‹mot›\n```");
  });
});

describe("lines", () => {
  it("become headings of a level, another level, and plain again", () => {
    expect(after("un ¦mot", toggleHeading(2))).toBe("## un ¦mot");
    expect(after("un ¦mot", toggleHeading(2), toggleHeading(3))).toBe("### un ¦mot");
    expect(after("un ¦mot", toggleHeading(2), toggleHeading(2))).toBe("un ¦mot");
    expect(after("¦", toggleHeading(2))).toBe("## ¦");
  });

  it("become lists of each kind, and plain again", () => {
    const text = "‹un\ndeux›\ntrois";
    expect(after(text, toggleList("bullets"))).toBe("- ‹un\n- deux›\ntrois");
    expect(after(text, toggleList("numbers"))).toBe("1. ‹un\n2. deux›\ntrois");
    expect(after(text, toggleList("bullets"), toggleList("tasks"))).toBe(
      "- [ ] ‹un\n- [ ] deux›\ntrois",
    );
    expect(after(text, toggleList("numbers"), toggleList("numbers"))).toBe(text);
    expect(after("  - un¦", toggleList("numbers"))).toBe("  1. un¦");
    expect(after("> un¦", toggleList("bullets"))).toBe("> - un¦");
  });

  it("do not count a line that the selection only reaches", () => {
    expect(after("‹un\n›deux", toggleList("bullets"))).toBe("- ‹un\n›deux");
  });

  it("become quotes with the empty lines between them, and plain again", () => {
    const text = "‹un\n\ndeux›";
    expect(after(text, toggleQuote)).toBe("> ‹un\n>\n> deux›");
    expect(after("> ‹un\n>\n> deux›", toggleQuote)).toBe(text);
    expect(after("> > un¦", toggleQuote)).toBe("> un¦");
  });

  it("become code between fences longer than any inside, and plain again", () => {
    expect(after("‹un\ndeux›", toggleCodeBlock)).toBe("```\n‹un\ndeux›\n```");
    expect(after("‹un\ndeux›", toggleCodeBlock, toggleCodeBlock)).toBe("‹un\ndeux›");
    expect(after("¦", toggleCodeBlock)).toBe("```\n¦\n```");
    expect(after("‹```\nx\n```\nun›", toggleCodeBlock)).toContain("````\n");
  });

  it("of code are not changed by anything else", () => {
    const text = "```\nun¦\n```";
    expect(after(text, toggleQuote)).toBe(text);
    expect(after(text, toggleList("bullets"))).toBe(text);
  });
});

describe("a footnote", () => {
  it("has its reference at the cursor, and the words go at the end", () => {
    expect(after("un mot¦ dit.\n", toggleFootnote)).toBe("un mot[^1] dit.\n\n[^1]: ¦");
    expect(after("un¦[^1]\n\n[^1]: note", toggleFootnote)).toBe(
      "un[^2][^1]\n\n[^1]: note\n[^2]: ¦",
    );
    expect(after("mot¦", toggleFootnote)).toBe("mot[^1]\n\n[^1]: ¦");
  });

  it("goes with its note, from either end", () => {
    expect(after("un mot¦ dit.", toggleFootnote, toggleFootnote)).toBe("un mot¦ dit.");
    expect(after("un[^1¦] deux\n\n[^1]: note\n\nfin", toggleFootnote)).toBe("un¦ deux\n\n\nfin");
  });
});

describe("the break", () => {
  it("stands once, and goes where it is asked for again", () => {
    expect(after("un¦\n\ndeux", toggleMore)).toBe("un\n\n<!--more-->\n¦\n\ndeux");
    expect(after("un¦\n\ndeux\n\n<!--more-->\n\ntrois", toggleMore)).toBe(
      "un\n\n<!--more-->\n¦\n\ndeux\n\ntrois",
    );
    expect(after("un\n\n<!--more-->¦\n\ndeux", toggleMore)).toBe("un\n¦\ndeux");
  });
});

describe("each of them", () => {
  it("is one step to undo", () => {
    let state = stateOf("‹- un\n- deux›", history());
    const target = () => ({ state, dispatch: (tr: { state: typeof state }) => (state = tr.state) });
    bold(target());
    expect(marked(state)).toContain("- **deux›**");
    undo(target());
    expect(state.doc.toString()).toBe("- un\n- deux");
  });

  it("is known where the cursor is", () => {
    const at = (text: string) => formatsAt(stateOf(text));
    expect(at("un **mo¦t**")).toEqual(["bold"]);
    expect(at("## un ¦mot")).toEqual(["heading-2"]);
    expect(at("> 1. un *m¦ot*")).toEqual(["italic", "numbers", "quote"]);
    expect(at("```\nun¦\n```")).toEqual(["code-block"]);
    expect(at("- [ ] [m¦ot](https://example.org)")).toEqual(["link", "tasks"]);
    expect(at("un mot¦")).toEqual([]);
  });

  it("has a key of its own that every program understands", () => {
    const keys = FORMATS.map((name) => FORMAT_KEYS[name]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(binding("Mod Shift K")).toBe("Mod-Shift-k");
    expect(spokenKeys("Mod Shift 7", false)).toBe("Control+Shift+7");
  });
});
