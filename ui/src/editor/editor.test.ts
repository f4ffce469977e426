import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { linkOverSelection, smallestChange, soleAddress } from "./commands";
import { hangingMarker } from "./lists";

describe("links", () => {
  it("are made of an address pasted over words", () => {
    expect(linkOverSelection("ici", " https://example.org/é \n")).toBe(
      "[ici](https://example.org/é)",
    );
    expect(linkOverSelection("ici", "https://fr.example.org/Pont_(bois)")).toBe(
      "[ici](<https://fr.example.org/Pont_(bois)>)",
    );
  });

  it("are not made of anything else", () => {
    expect(linkOverSelection("", "https://example.org")).toBeNull();
    expect(linkOverSelection("ici", "deux mots")).toBeNull();
    expect(linkOverSelection("ici", "javascript:alert(1)")).toBeNull();
    expect(linkOverSelection("a\nb", "https://example.org")).toBeNull();
    expect(linkOverSelection("https://old.example", "https://example.org")).toBeNull();
    expect(soleAddress("voir https://example.org")).toBeNull();
  });
});

describe("the smallest change", () => {
  const applied = (before: string, next: string) => {
    const change = smallestChange(before, next);
    if (change === null) return before;
    return EditorState.create({ doc: before }).update({ changes: change }).state.doc.toString();
  };

  it("leads from one text to the other", () => {
    for (const [a, b] of [
      ["un deux trois", "un trois"],
      ["", "né"],
      ["aaa", "aa"],
      ["aa", "aaa"],
      ["🙂 oui", "🙃 oui"],
    ] as const) {
      expect(applied(a, b)).toBe(b);
    }
    expect(smallestChange("même", "même")).toBeNull();
  });

  it("touches only what differs, so that the cursor stays", () => {
    expect(smallestChange("un deux trois", "un 2 trois")).toEqual({ from: 3, to: 7, insert: "2" });
  });
});

describe("hanging lines", () => {
  it("hang under the words of a list item or a quote", () => {
    expect(hangingMarker("- un")).toBe("- ");
    expect(hangingMarker("  * un")).toBe("  * ");
    expect(hangingMarker("12. douze")).toBe("12. ");
    expect(hangingMarker("- [x] fait")).toBe("- [x] ");
    expect(hangingMarker("> dit-il")).toBe("> ");
    expect(hangingMarker("-non")).toBe("");
    expect(hangingMarker("2026 fut")).toBe("");
  });
});
