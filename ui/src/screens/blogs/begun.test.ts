import { expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { begunOn } from "./begun";

const COMMENTS = new Map([
  [7, 1],
  [8, 2],
  [9, 1],
]);

it("counts the replies begun on that blog, and on no other", async () => {
  invoke.mockImplementation(async (name: string, { id }: { id: number }) => {
    if (name === "begun_replies") return [...COMMENTS.keys()].map((id) => ({ id, text: "Merci" }));
    return { id, blog: COMMENTS.get(id) };
  });
  expect(await begunOn(1)).toBe(2);
  expect(await begunOn(2)).toBe(1);
  expect(await begunOn(3)).toBe(0);
});

it("does not say that there are none when it cannot know", async () => {
  invoke.mockRejectedValue({ code: "library", names: {}, recovery: "try_again", message: "" });
  await expect(begunOn(1)).rejects.toMatchObject({ code: "library" });
});
