// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";

import type { Preferences, PreferencesView } from "../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { choose, loadPreferences, preferences } from "./preferences.svelte";

const chosen: Preferences = {
  language: "en",
  theme: "system",
  proseFont: "",
  interfaceFont: "",
  interfaceSize: 100,
  measure: 68,
  autosave: 350,
  defaultBlog: null,
  spelling: null,
};
const view = (now: Preferences): PreferencesView => ({
  chosen: now,
  language: "en",
  typography: null,
  embeds: [],
  pictures: { longest: null, details: false },
  route: { way: "system", address: "", username: "", hasPassword: false },
  keychain: true,
  library: "/l",
  version: "0",
});

afterEach(() => invoke.mockReset());

it("keeps both of two choices made one right after the other, and goes on after a refusal", async () => {
  let refuse = false;
  invoke.mockImplementation(async (name: string, args: { preferences: Preferences }) => {
    if (name === "preferences") return view(chosen);
    if (refuse) throw { code: "disk_full", names: {}, recovery: "try_again", message: "" };
    return view(args.preferences);
  });
  await loadPreferences();
  await Promise.all([choose({ measure: 52 }), choose({ proseFont: "Georgia" })]);
  expect(preferences.now?.chosen).toMatchObject({ measure: 52, proseFont: "Georgia" });
  refuse = true;
  await expect(choose({ measure: 60 })).rejects.toMatchObject({ code: "disk_full" });
  refuse = false;
  await choose({ theme: "dark" });
  expect(preferences.now?.chosen).toMatchObject({ measure: 52, theme: "dark" });
});
