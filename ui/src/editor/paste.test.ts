import { describe, expect, it } from "vitest";

import { hasStructure } from "./paste";

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
});
