import { describe, expect, it } from "vitest";

import { linkAt, linked, markdownOf } from "./links";
import { stateOf } from "./marked";

const at = (text: string) => linkAt(stateOf(text));

/** The text after the link at the cursor was changed. */
function after(text: string, words: string, address: string, title = ""): string {
  const state = stateOf(text);
  return state.update(linked(state, { words, address, title })).state.doc.toString();
}

describe("the link at the cursor", () => {
  it("is taken apart", () => {
    expect(at('un [*mo¦t*](https://example.org "Le \\"mot\\"")')).toEqual({
      words: "*mot*",
      address: "https://example.org",
      title: 'Le "mot"',
      there: true,
    });
    expect(at("[m¦ot](<un deux>)")).toMatchObject({ address: "un deux", there: true });
  });

  it("is a new one elsewhere, of what is selected", () => {
    expect(at("voir ‹le\npont›")).toEqual({
      words: "le pont",
      address: "",
      title: "",
      there: false,
    });
    expect(at("‹https://example.org›")).toMatchObject({
      words: "",
      address: "https://example.org",
    });
    expect(at("voir ¦")).toMatchObject({ words: "", address: "" });
  });

  it("is put together again, changed or taken away", () => {
    expect(after("voir ‹ici›.", "ici", "https://example.org")).toBe(
      "voir [ici](https://example.org).",
    );
    expect(after("[mo¦t](x) fin", "mot", "y", 'Le "mot"')).toBe('[mot](y "Le \\"mot\\"") fin');
    expect(after("[mo¦t](x) fin", "mot", "")).toBe("mot fin");
  });

  it("is one whatever its address has", () => {
    for (const address of ["https://a.org/Pont_(bois)", "un deux", "a<b>c"]) {
      const state = stateOf(`${markdownOf({ words: "mot", address, title: "" })}¦`);
      const [link] = [linkAt(state.update({ selection: { anchor: 2 } }).state)];
      expect(link.there, address).toBe(true);
      expect(decodeURIComponent(link.address)).toBe(address);
    }
    expect(markdownOf({ words: " ", address: "https://a.org", title: "" })).toBe(
      "[https://a.org](https://a.org)",
    );
  });
});
