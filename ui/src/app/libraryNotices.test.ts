import { describe, expect, it } from "vitest";

import type { LibraryState } from "../ipc";
import { libraryNotices } from "./libraryNotices";

const well: LibraryState = { recovered: null, newer: false, backupFailed: null };
const recovered = { path: "/x/library.damaged.sqlite", posts: 12, comments: 3, whole: true };

describe("what is said of the library", () => {
  const said = (more: Partial<LibraryState>) =>
    libraryNotices({ ...well, ...more }).map(({ text }) => text);

  it("is nothing while all is well", () => {
    expect(libraryNotices(null)).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it("tells what came over from a damaged one, and where that is kept", () => {
    const [whole = ""] = said({ recovered });
    expect(whole).toContain("12 posts");
    expect(whole).toContain(recovered.path);
    expect(whole).not.toContain("missing");
    expect(said({ recovered: { ...recovered, whole: false } })[0]).toContain("some may be missing");
  });

  it("tells that it is only read, and why there is no backup, one notice each", () => {
    expect(said({ newer: true, backupFailed: "no_backup" })).toHaveLength(2);
    expect(said({ backupFailed: "library_damaged" })[0]).toContain("billet doctor --fix");
    expect(said({ backupFailed: "no_backup" })[0]).toContain("room on the disk");
  });
});
