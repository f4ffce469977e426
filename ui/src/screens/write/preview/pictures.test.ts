import { describe, expect, it } from "vitest";

import { Pictures } from "./pictures";

describe("a picture of this computer", () => {
  it("is asked for once, however often it is shown", async () => {
    const asked: string[] = [];
    const pictures = new Pictures(async (address) => {
      asked.push(address);
      return "data:image/png;base64,AA";
    });
    expect(await pictures.of("a.png")).toBe("data:image/png;base64,AA");
    expect(await pictures.of("a.png")).toBe("data:image/png;base64,AA");
    expect(asked).toEqual(["a.png"]);
  });

  it("is asked for again when it was not there, or could not be read", async () => {
    const answers = [Promise.resolve(null), Promise.reject(new Error("busy"))];
    const pictures = new Pictures(() => answers.shift() ?? Promise.resolve("data:image/gif;,"));
    expect(await pictures.of("a.gif")).toBeNull();
    expect(await pictures.of("a.gif")).toBeNull();
    expect(await pictures.of("a.gif")).toBe("data:image/gif;,");
  });

  it("is a picture and nothing else", async () => {
    for (const answer of ["https://example.org/a.png", "data:text/html,<b>", "javascript:1"]) {
      expect(await new Pictures(() => Promise.resolve(answer)).of("a")).toBeNull();
    }
  });
});
