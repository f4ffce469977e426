import { markdown } from "@codemirror/lang-markdown";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { hasStructure } from "./paste";
import { isInCode } from "./tree";

describe("HTML from the clipboard", () => {
  it("is worth reading when it has structure", () => {
    expect(hasStructure("<p>Un <em>mot</em></p>")).toBe(true);
    expect(hasStructure('<a href="https://example.org">ici</a>')).toBe(true);
    expect(hasStructure('<span style="font-weight:700">gras</span>')).toBe(true);
    expect(hasStructure("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>un</p>")).toBe(
      true,
    );
    expect(hasStructure("<table><tr><td>1</td></tr></table>")).toBe(true);
  });

  it("is left for its plain text when it only has colours", () => {
    const code =
      '<div style="font-family: monospace; font-weight: normal; white-space: pre"><div><span style="color: #00f">let</span> x</div></div>';
    expect(hasStructure(code)).toBe(false);
    expect(hasStructure("<style>h1 { font-weight: bold } a b</style><p>mot</p>")).toBe(false);
    expect(hasStructure("")).toBe(false);
    expect(hasStructure("<body><br></body>")).toBe(false);
  });

  it("is gone through once, whatever it is", () => {
    // A megabyte each: what grows with the square would take minutes.
    for (const shape of [
      "<a ",
      "<style ",
      "<style>",
      "<style></style ",
      "<x style='font-weight:",
    ]) {
      expect(hasStructure(shape.repeat(1_000_000 / shape.length))).toBe(false);
    }
    const styles = "<style>b</style>".repeat(60_000);
    expect(hasStructure(`${styles}<em>mot</em>`)).toBe(true);
  });
});

describe("a place in the text", () => {
  const isCode = (marked: string) => {
    const at = marked.indexOf("|");
    const doc = marked.replace("|", "");
    return isInCode(EditorState.create({ doc, extensions: markdown() }), at);
  };

  it("is in code between fences, marks and in what is indented", () => {
    expect(isCode("un\n\n```js\nlet x|\n```\n")).toBe(true);
    expect(isCode("```js\n|\n```")).toBe(true);
    expect(isCode("```\n|")).toBe(true);
    expect(isCode("```\nx\n|```")).toBe(true);
    expect(isCode("- un\n\n  ```island\n  |\n  ```")).toBe(true);
    expect(isCode("un `mo|t` deux")).toBe(true);
    expect(isCode("un\n\n    co|de\n\ndeux")).toBe(true);
  });

  it("is not in code beside it", () => {
    expect(isCode("un |`mot` deux")).toBe(false);
    expect(isCode("un `mot`| deux")).toBe(false);
    expect(isCode("``|`js\nx\n```")).toBe(false);
    expect(isCode("```js\nx\n```\n|")).toBe(false);
    expect(isCode("```js\nx\n```|")).toBe(false);
    expect(isCode("un| mot")).toBe(false);
  });
});
