// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";

import { KEPT } from "../../../editor/spaces";
import { keptTogether, stillNodes } from "./harmless";

const NO_BREAK = "\u00a0";

describe("French marks", () => {
  it("stay with their word in the preview", () => {
    expect(keptTogether("« le terrain » ; il le prolonge !")).toBe(
      ["«", "le terrain", "»", "; il le prolonge", "!"].join(NO_BREAK),
    );
    expect(keptTogether("https://example.org/?a=1")).toBe("https://example.org/?a=1");
    expect(keptTogether("fin. : début")).toBe(`fin.${NO_BREAK}: début`);
  });

  it("stay with their word in the editor", () => {
    const runs = [..."dit « le terrain » ; il va !".matchAll(KEPT)].map(([run]) => run);
    expect(runs).toEqual(["« l", "n » ;", "a !"]);
  });
});

describe("what is fetched from elsewhere", () => {
  it("is named for what it is", () => {
    const labels = { picture: "Image", video: "Vidéo", audio: "Son", embed: "Page intégrée" };
    const html =
      '<video src="https://a.example/f.mp4"></video><audio src="https://a.example/f.mp3"></audio>' +
      '<iframe src="https://b.example/x"></iframe>';
    const text = stillNodes(html, labels).map((node) => node.textContent ?? "");
    expect(text).toHaveLength(3);
    expect(text[0]).toContain("Vidéo");
    expect(text[1]).toContain("Son");
    expect(text[2]).toContain("Page intégrée");
    expect(text[2]).toContain("b.example");
  });
});
