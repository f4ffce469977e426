import { afterEach, expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { closeToast, toasts } from "../../shared/live.svelte";
import { restorePost } from "./restore";

afterEach(closeToast);

it("says that the post is back", async () => {
  invoke.mockResolvedValueOnce({ tooLate: 0 });
  expect(await restorePost(7)).toBe(true);
  expect(invoke).toHaveBeenLastCalledWith("restore_post", { id: 7 });
  expect(toasts.now?.text).toBe("It is back.");
});

it("says how many blogs had taken it off already", async () => {
  invoke.mockResolvedValueOnce({ tooLate: 2 });
  expect(await restorePost(7)).toBe(true);
  expect(toasts.now?.text).toContain("2 blogs");
});

it("says why it could not be put back", async () => {
  invoke.mockRejectedValueOnce({ code: "not_found", names: {}, recovery: "none", message: "" });
  expect(await restorePost(7)).toBe(false);
  expect(toasts.now?.text).toContain("no longer in your library");
});
