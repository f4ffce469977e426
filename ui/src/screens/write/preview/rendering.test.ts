import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const asked: string[] = [];
let takes = 0;

vi.mock("../../../ipc", () => ({
  call: async (_name: string, { markdown }: { markdown: string }) => {
    asked.push(markdown);
    await new Promise((done) => setTimeout(done, takes));
    const counts = { words: 1, characters: 1, minutes: 1 };
    return { state: 1, whole: true, at: 0, removed: 0, blocks: [], moved: 0, ...counts };
  },
}));

const { Rendering } = await import("./rendering.svelte");

describe("the preview of a text", () => {
  let text = "";
  const change = (rendering: InstanceType<typeof Rendering>, to: string) => {
    text = to;
    rendering.changed();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it("is asked for at once, and once for changes that come together", async () => {
    takes = 5;
    const rendering = new Rendering(() => text);
    change(rendering, "a");
    change(rendering, "ab");
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(["ab"]);
    await vi.advanceTimersByTimeAsync(100);
    change(rendering, "abc");
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(["ab", "abc"]);
  });

  it("of a long text is asked for less often, and the last change is shown", async () => {
    takes = 100;
    const rendering = new Rendering(() => text);
    for (let n = 1; n <= 60; n++) {
      change(rendering, "x".repeat(n));
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(asked.length).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.at(-1)).toBe("x".repeat(60));
  });
});
