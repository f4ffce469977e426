// @vitest-environment happy-dom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import { sampleConflict } from "../../../../dev/merge";
import type { Conflict, ResolvedText } from "../../../ipc";
import MergeSheet from "./MergeSheet.svelte";

const CLASHING = 3;
const sent: ResolvedText[] = [];
let conflict: Conflict;

vi.mock("../../../ipc/tauri", () => ({
  invoke: async (name: string, args: Record<string, unknown>) => {
    if (name === "conflict_of") return structuredClone(conflict);
    if (name === "resolve_conflict") sent.push(args.text as ResolvedText);
    return name === "overview" ? null : [];
  },
  listen: () => () => undefined,
}));

let shown: ReturnType<typeof mount>;
let closed = false;

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  flushSync();
}

/** The sheet over a conflict whose text is the same on both sides, so that only the rest is asked. */
async function open(more: Partial<Conflict> = {}): Promise<void> {
  const sample = sampleConflict(CLASHING, null);
  const body = { base: "Un.\n", mine: "Un.\n", theirs: "Un.\n" };
  const pieces: Conflict["pieces"] = [{ kind: "agreed", text: "Un.\n", from: "both" }];
  conflict = { ...sample, body, pieces, ...more };
  sent.length = 0;
  closed = false;
  const props = { job: CLASHING, onclose: () => (closed = true) };
  shown = mount(MergeSheet, { target: document.body, props });
  await settled();
}

function one<T extends HTMLElement>(test: string): T {
  const found = document.querySelectorAll<T>(`[data-test=${test}]`);
  expect(found, test).toHaveLength(1);
  return found[0]!;
}

async function click(test: string): Promise<void> {
  one(test).click();
  await settled();
}

const words = (test: string) => one(test).textContent.replace(/\s+/g, " ").trim();
const waits = () => one("merge-send").getAttribute("aria-disabled") === "true";

/** The boxes of tags, as they are read. */
const boxes = () =>
  [...one("merge-tags").querySelectorAll("label")].map((label) => ({
    name: label.querySelector(".name")?.textContent,
    kept: label.querySelector("input")?.checked,
  }));

afterEach(() => unmount(shown));

describe("what differs beside the text", () => {
  it("leaves no title and no status chosen where both changed it", async () => {
    await open();
    for (const test of ["merge-title", "merge-stands"]) {
      const radios = [...one(test).querySelectorAll<HTMLInputElement>("input[type=radio]")];
      expect(radios.map(({ checked }) => checked)).not.toContain(true);
    }
    expect(words("merge-title")).toContain("Quatre leçons d’une collecte");
    expect(words("merge-title")).toContain("Ce que l’hiver nous apprend");
    expect(words("merge-title")).toContain("Trois leçons d’une collecte d’hiver");
    expect(words("merge-stands")).toContain("members only");
    expect(words("merge-left")).toContain("2");
    expect(waits()).toBe(true);
    await click("merge-send");
    expect(sent).toEqual([]);
  });

  it("sends the title and the status that were chosen", async () => {
    await open();
    await click("merge-title-theirs");
    expect(waits()).toBe(true);
    await click("merge-stands-theirs");
    expect(waits()).toBe(false);
    await click("merge-send");
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ title: "Ce que l’hiver nous apprend", stand: "theirs" });
    expect(closed).toBe(true);
  });

  it("lets the title be what it was before both", async () => {
    await open();
    await click("merge-title-base");
    await click("merge-stands-mine");
    await click("merge-send");
    expect(sent[0]).toMatchObject({ title: "Trois leçons d’une collecte d’hiver", stand: "mine" });
  });

  it("puts the tags of both together, each to be kept or left", async () => {
    await open();
    expect(boxes()).toEqual([
      { name: "hiver", kept: false },
      { name: "bénévoles", kept: true },
      { name: "mairie", kept: true },
    ]);
    expect(words("merge-tags")).toContain("collecte");
    const [gone, mine] = document.querySelectorAll<HTMLInputElement>("[data-test=merge-name]");
    mine!.click();
    gone!.click();
    await settled();
    await click("merge-title-mine");
    await click("merge-stands-mine");
    await click("merge-send");
    expect(sent[0]?.tags.toSorted()).toEqual(["collecte", "hiver", "mairie"]);
  });

  it("says whose title is taken where one side alone changed it", async () => {
    const title = { base: "Avant", mine: "Avant", theirs: "Après" };
    await open({ title });
    expect(words("merge-title")).toContain("Après");
    expect(one("merge-title").querySelector("input")).toBeNull();
    await click("merge-stands-mine");
    await click("merge-send");
    expect(sent[0]?.title).toBe("Après");
  });

  it("asks before choices are given up", async () => {
    await open();
    await click("merge-title-mine");
    await click("merge-close");
    expect(closed).toBe(false);
    expect(document.querySelector("[data-test=merge-leave]")).not.toBeNull();
  });
});
