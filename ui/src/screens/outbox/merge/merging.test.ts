import { beforeEach, describe, expect, it, vi } from "vitest";

import { holdsWords } from "../../../app/unsaved";
import type { CommandError, Conflict, MergePiece } from "../../../ipc";
import { Merging } from "./merging.svelte";

const asked: [string, Record<string, unknown>][] = [];
let answers: Record<string, (() => unknown)[]> = {};

vi.mock("../../../ipc/tauri", () => ({
  invoke: async (name: string, args: Record<string, unknown>) => {
    asked.push([name, args]);
    return answers[name]?.shift()?.();
  },
  listen: () => () => undefined,
}));

const agreed: MergePiece = { kind: "agreed", text: "Un\n", from: "both" };
const clash: MergePiece = { kind: "conflict", base: "b\n", mine: "m\n", theirs: "t\n" };

function conflict(more: Partial<Conflict> = {}): Conflict {
  return {
    job: 3,
    post: 2,
    version: 7,
    blog: "Carnet",
    seen: "vu-1",
    title: { base: "T", mine: "T", theirs: "T" },
    excerpt: { base: "", mine: "", theirs: "Un extrait" },
    closing: { base: "", mine: "", theirs: "" },
    slug: { base: "", mine: "", theirs: "" },
    tags: { base: ["mer"], mine: ["mer", "nuit"], theirs: ["port"], merged: ["nuit", "port"] },
    categories: { base: [], mine: [], theirs: [], merged: [] },
    stands: {
      base: "published",
      mine: "publish",
      mineAt: null,
      asked: false,
      theirs: "published",
      theirsAt: null,
      changedThere: false,
    },
    changedAt: null,
    changedBy: null,
    pieces: [agreed, clash],
    body: { base: "Un\nb\n", mine: "Un\nm\n", theirs: "Un\nt\n" },
    ...more,
  };
}

function fails(code: CommandError["code"]): () => never {
  return () => {
    throw { code, names: {}, recovery: "edit", message: "" } satisfies CommandError;
  };
}

async function loaded(...conflicts: Conflict[]): Promise<Merging> {
  answers.conflict_of = conflicts.map((one) => () => one);
  const merging = new Merging(3);
  await merging.load();
  return merging;
}

beforeEach(() => {
  asked.length = 0;
  answers = {};
});

describe("a conflict", () => {
  it("is compared with what was typed a moment ago", async () => {
    const end = holdsWords({
      flush: async () => asked.push(["flush", {}]) > 0,
      forget: () => undefined,
    });
    await loaded(conflict());
    end();
    expect(asked.map(([name]) => name)).toEqual(["flush", "conflict_of"]);
  });

  it("chooses nothing by itself, and sends nothing until all is chosen", async () => {
    const title = { base: "T", mine: "M", theirs: "B" };
    const merging = await loaded(conflict({ title }));
    expect([merging.left, merging.total, merging.touched]).toEqual([2, 2, false]);
    expect(await merging.send()).toBe(false);
    merging.choose(1, { take: "both" });
    expect(await merging.send()).toBe(false);
    expect(asked.filter(([name]) => name === "resolve_conflict")).toEqual([]);
    merging.chooseField("title", "theirs");
    expect(merging.left).toBe(0);
    expect(await merging.send()).toBe(true);
    expect(asked.at(-1)).toEqual([
      "resolve_conflict",
      {
        job: 3,
        seen: "vu-1",
        version: 7,
        text: {
          title: "B",
          excerpt: "Un extrait",
          closing: "",
          body: "Un\nm\n\nt\n",
          slug: "",
          tags: ["nuit", "port"],
          categories: [],
          stand: "mine",
        },
      },
    ]);
  });

  it("that merges by itself is shown whole, and goes out as it was merged", async () => {
    const merging = await loaded(conflict({ pieces: [agreed, { ...agreed, text: "Deux\r\n" }] }));
    expect(merging.whole?.first).toBe("Un\nDeux\r\n");
    expect([merging.left, merging.touched]).toEqual([0, false]);
    await merging.send();
    expect(asked.at(-1)?.[1].text).toMatchObject({ body: "Un\nDeux\r\n" });
  });

  it("sends the whole text as the writer left it", async () => {
    const merging = await loaded(conflict());
    merging.openWhole();
    expect(merging.whole).toBeNull();
    merging.choose(1, { take: "mine" });
    merging.openWhole();
    merging.wrote(() => "À moi.", true);
    expect([merging.typed, merging.touched]).toEqual([true, true]);
    merging.closeWhole();
    expect(merging.whole).not.toBeNull();
    await merging.send();
    expect(asked.at(-1)?.[1].text).toMatchObject({ body: "À moi." });
  });
});

describe("status and tags that both changed", () => {
  const stands = {
    base: "published",
    mine: "private",
    mineAt: null,
    asked: true,
    theirs: "draft",
    theirsAt: null,
    changedThere: true,
  } as const;

  it("are chosen by the writer, who may leave out a tag of either side", async () => {
    const merging = await loaded(conflict({ stands, pieces: [agreed] }));
    expect([merging.left, merging.total]).toEqual([1, 1]);
    expect(await merging.send()).toBe(false);
    merging.chooseStand("theirs");
    merging.chooseNames("tags", ["nuit"]);
    expect(merging.touched).toBe(true);
    expect(await merging.send()).toBe(true);
    expect(asked.at(-1)?.[1].text).toMatchObject({ stand: "theirs", tags: ["nuit"] });
  });

  it("are asked about anew when they changed again", async () => {
    const other = { ...stands, theirs: "pending" } as const;
    const merging = await loaded(conflict({ stands }), conflict({ stands: other }));
    merging.chooseStand("mine");
    merging.chooseNames("tags", []);
    await merging.again();
    expect([merging.stand, merging.names]).toEqual([undefined, { tags: [] }]);
  });
});

describe("a text that was changed meanwhile", () => {
  it("is compared again: choices hold, and no typed word is lost", async () => {
    const twice = { ...clash, mine: "autre\n" };
    const again = conflict({ version: 8, seen: "vu-2", pieces: [twice, agreed, clash] });
    const merging = await loaded(conflict(), again);
    answers.resolve_conflict = [fails("stale"), () => null];
    merging.choose(1, { take: "theirs" });
    merging.openWhole();
    merging.wrote(() => "Mes mots.", true);
    expect(await merging.send()).toBe(false);
    expect(merging.refused?.code).toBe("stale");
    await merging.again();
    expect(merging.spare).toEqual(["Mes mots."]);
    expect(merging.refused).toBeNull();
    expect([merging.whole, merging.left]).toEqual([null, 1]);
    merging.choose(0, { take: "mine" });
    expect(await merging.send()).toBe(true);
    expect(asked.at(-1)?.[1]).toMatchObject({
      version: 8,
      seen: "vu-2",
      text: { body: "autre\nUn\nt\n" },
    });
  });

  it("keeps a title's choice only while the titles are the same", async () => {
    const title = { base: "T", mine: "M", theirs: "B" };
    const merging = await loaded(conflict({ title }), conflict({ title: { ...title, mine: "N" } }));
    merging.chooseField("title", "mine");
    await merging.again();
    expect(merging.fields).toEqual({});
  });
});

describe("a blog that does not answer", () => {
  it("is asked again, and an answer nobody waits for any more changes nothing", async () => {
    answers.conflict_of = [fails("unreachable"), () => conflict()];
    const merging = new Merging(3);
    await merging.load();
    expect([merging.failure?.code, merging.loading]).toEqual(["unreachable", false]);
    const second = merging.load();
    expect(merging.loading).toBe(true);
    merging.end();
    await second;
    expect(merging.conflict).toBeNull();
  });
});
