import { describe, expect, it } from "vitest";

import type { BlogView, Capabilities, PublicationView } from "../../../ipc";
import {
  firstChoice,
  isOpen,
  obstacle,
  offered,
  outcome,
  preselected,
  sendLabel,
  updates,
  type Choice,
  type Outcome,
} from "./plan";

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

const all: Capabilities = {
  draft: true,
  publish: true,
  schedule: true,
  createTerms: true,
  moderate: true,
  reply: true,
  upload: true,
  keepsHtml: true,
};

function blog(id: number, can: Partial<Capabilities> = {}): BlogView {
  return {
    id,
    name: `Blog ${id}`,
    home: "https://example.org/",
    platform: "WordPress",
    username: "m",
    accountName: "M",
    passwordPage: "https://example.org/wp-admin/profile.php",
    capabilities: { ...all, ...can },
    markup: "blocks",
    markups: ["blocks", "html"],
    zone: "Europe/Paris",
    health: "fine",
    syncedAt: null,
    fetchesPosts: true,
    postsFetchedAt: null,
    posts: 0,
  };
}

function on(id: number, more: Partial<PublicationView> = {}): PublicationView {
  return {
    id: id * 10,
    blog: id,
    blogName: `Blog ${id}`,
    state: "sent",
    cause: null,
    status: "published",
    url: null,
    wanted: "publish",
    at: null,
    editedSince: false,
    movesTo: null,
    taken: null,
    kind: "post",
    news: null,
    ...more,
  };
}

const choice = (more: Partial<Choice> = {}): Choice => ({
  wish: "publish",
  at: NOW + DAY,
  chosen: false,
  own: new Map(),
  back: [],
  ...more,
});

const scheduled = (id: number, more: Partial<PublicationView> = {}) =>
  on(id, { status: "scheduled", at: NOW + 3 * DAY, ...more });
const draft = (id: number, more: Partial<PublicationView> = {}) =>
  on(id, { status: "draft", wanted: "draft", ...more });

describe("the publish sheet", () => {
  it("ticks the blogs the post is on, or the only one", () => {
    expect(preselected([blog(1), blog(2)], [on(2)], null)).toEqual([2]);
    expect(preselected([blog(1)], [], null)).toEqual([1]);
    expect(preselected([blog(1), blog(2)], [], 2)).toEqual([2]);
    expect(preselected([blog(1), blog(2)], [on(1)], 2)).toEqual([1]);
    expect(preselected([blog(1), blog(2)], [], 9)).toEqual([]);
    expect(preselected([blog(1), blog(2)], [], null)).toEqual([]);
    expect(preselected([blog(1), blog(2)], [on(2, { status: "trash" })], null)).toEqual([]);
  });

  it("opens with the wish of a blog where it is still open", () => {
    const first = (...publications: PublicationView[]) => firstChoice(publications, NOW, NOW + DAY);
    expect(first()).toEqual(choice());
    expect(first(draft(1)).wish).toBe("draft");
    expect(first(scheduled(1))).toMatchObject({ wish: "schedule", at: NOW + 3 * DAY });
    // Readers have it on the first: it says nothing of what is wished for the second.
    expect(first(on(1), draft(2)).wish).toBe("draft");
    expect(first(on(1, { wanted: "draft" })).wish).toBe("publish");
    expect(first(on(1, { status: null, state: "waiting", at: NOW + DAY })).wish).toBe("schedule");
    // Asked for more than a draft, and not done yet.
    expect(first(draft(1, { wanted: "publish", state: "needs_you" })).wish).toBe("publish");
  });

  it("lets the wish decide only where readers have nothing yet", () => {
    expect(isOpen(undefined, NOW)).toBe(true);
    for (const status of ["draft", "pending", "scheduled"] as const) {
      expect(isOpen(on(1, { status, at: NOW + DAY }), NOW), status).toBe(true);
    }
    for (const status of ["published", "private", { other: "archived" }] as const) {
      expect(isOpen(on(1, { status }), NOW), JSON.stringify(status)).toBe(false);
    }
    expect(isOpen(scheduled(1, { at: NOW - DAY }), NOW)).toBe(false);
  });
});

describe("each blog", () => {
  const happens = (p: PublicationView | undefined, more: Partial<Choice> = {}) =>
    outcome(1, p, choice({ chosen: true, ...more }), NOW);

  it("where readers have it is updated, whatever is wished for another", () => {
    const update = { what: "update", target: { blog: 1, status: "publish", at: null } };
    for (const wish of ["publish", "schedule", "draft"] as const) {
      expect(happens(on(1), { wish }), wish).toEqual(update);
      // Published early, on the blog: the day once asked for is not asked for again.
      expect(happens(on(1, { at: NOW + DAY }), { wish }), wish).toEqual(update);
      // Sent as a draft, published by an editor.
      expect(happens(on(1, { wanted: "draft" }), { wish }), wish).toEqual(update);
    }
    expect(happens(on(1, { status: "private" }), { wish: "draft" })).toEqual(update);
  });

  it("goes back to a draft only when the writer says so of this blog", () => {
    const back = { what: "back", target: { blog: 1, status: "draft", at: null } };
    expect(happens(on(1), { back: [1] })).toEqual(back);
    expect(happens(on(1), { back: [2] }).what).toBe("update");
    expect(happens(undefined, { back: [1] }).what).toBe("publish");
    const going = on(1, { state: "waiting", wanted: "draft" });
    expect(firstChoice([going], NOW, NOW).back).toEqual([1]);
    expect(firstChoice([on(1, { wanted: "draft" })], NOW, NOW).back).toEqual([]);
  });

  it("keeps its own day until the writer chooses one", () => {
    const first = { chosen: false, wish: "publish" } as const;
    const own = { blog: 1, status: "publish", at: NOW + 3 * DAY };
    expect(happens(scheduled(1), first)).toEqual({ what: "schedule", target: own });
    expect(happens(scheduled(1), { wish: "schedule" }).target.at).toBe(NOW + DAY);
    expect(happens(draft(1), first).what).toBe("stays-draft");
    expect(happens(undefined, first).what).toBe("publish");
    // Given its day by an editor, on the blog: that day is not known here, and stays.
    const theirs = on(1, { status: "scheduled", wanted: "draft", at: null });
    expect(happens(theirs, first)).toEqual({
      what: "update",
      target: { blog: 1, status: "draft", at: null },
    });
  });

  it("is told that the day is now when it waited for one", () => {
    expect(happens(scheduled(1)).target).toEqual({ blog: 1, status: "publish", at: NOW });
    expect(happens(draft(1, { at: NOW + DAY })).target.at).toBe(NOW);
    expect(happens(draft(1)).target.at).toBeNull();
    expect(happens(undefined).target.at).toBeNull();
  });

  it("goes on waiting for an editor when a draft is wished", () => {
    const pending = draft(1, { status: "pending" });
    expect(happens(pending, { wish: "draft" }).what).toBe("update");
    expect(happens(pending, { wish: "publish" }).what).toBe("publish");
  });

  it("is handed in for an editor, or shown to members, and can be wished otherwise again", () => {
    const asked = { blog: 1, status: "pending", at: null };
    expect(happens(undefined, { wish: "review" })).toEqual({ what: "review", target: asked });
    const waits = on(1, { status: "pending", wanted: "pending" });
    // Nothing was chosen: it goes on as it is, also where an editor may have published it since.
    expect(happens(waits, { chosen: false })).toEqual({ what: "stays-review", target: asked });
    expect(happens(waits, { wish: "draft" }).target.status).toBe("draft");

    const members = on(1, { status: "private", wanted: "private" });
    expect(happens(members, { chosen: false }).what).toBe("stays-private");
    expect(happens(members, { wish: "publish" }).target.status).toBe("publish");
    expect(happens(on(1, { wanted: "draft", status: "draft" }), { wish: "private" })).toEqual({
      what: "private",
      target: { blog: 1, status: "private", at: null },
    });
    expect(firstChoice([members], NOW, NOW + DAY).wish).toBe("private");
    expect(sendLabel([happens(waits, { chosen: false })])).toBe("write.sendReview");
  });

  it("is wished for otherwise on one blog than on the others", () => {
    const apart = { own: new Map([[1, "review"] as const]), wish: "publish" } as const;
    expect(happens(undefined, apart).what).toBe("review");
    expect(outcome(2, undefined, choice(apart), NOW).what).toBe("publish");
    // Readers have it: no wish of the sheet undoes that.
    expect(happens(on(1), apart).what).toBe("update");
    expect(offered(blog(1, { publish: false }))).toEqual(["review", "draft"]);
  });

  it("says why it cannot be asked", () => {
    const asked = (
      can: Partial<Capabilities>,
      p: PublicationView | undefined,
      wish: Choice["wish"],
    ) => obstacle(blog(1, can), happens(p, { wish }));
    expect(asked({ publish: false }, undefined, "publish")).toBe("write.mayNotPublish");
    expect(asked({ publish: false }, undefined, "draft")).toBeNull();
    expect(asked({ publish: false }, on(1), "draft")).toBe("write.mayNotPublish");
    expect(asked({ schedule: false }, undefined, "schedule")).toBe("write.mayNotSchedule");
    expect(asked({ schedule: false }, on(1), "schedule")).toBeNull();
    expect(asked({ draft: false }, undefined, "draft")).toBe("write.mayNotDraft");
    expect(asked({}, undefined, "schedule")).toBeNull();
  });
});

describe("the button", () => {
  const label = (...kinds: Outcome["what"][]) =>
    sendLabel(kinds.map((what) => ({ what, target: { blog: 1, status: "publish", at: null } })));

  it("says what will happen, whatever it is", () => {
    expect(label()).toBe("write.sendPublish");
    expect(label("update")).toBe("write.sendUpdate");
    expect(label("update", "publish")).toBe("write.sendPublish");
    expect(label("draft", "stays-draft")).toBe("write.sendDraft");
    expect(label("schedule")).toBe("write.sendSchedule");
    expect(label("back")).toBe("write.sendBack");
    expect(label("update", "draft")).toBe("write.sendMixed");
    expect(label("back", "publish")).toBe("write.sendMixed");
  });
});

describe("an update", () => {
  it("goes only where there is an older text, each as it stands there", () => {
    const edited = { editedSince: true };
    const publications = [
      on(1, edited),
      scheduled(2, edited),
      on(3),
      on(4, { ...edited, state: "waiting" }),
      draft(5, edited),
      // Published early on the blog, or by an editor, or made private: nothing of that is undone.
      on(6, { ...edited, at: NOW + DAY }),
      on(7, { ...edited, wanted: "draft" }),
      on(8, { ...edited, status: "private", at: NOW - DAY }),
      on(9, { ...edited, status: "trash" }),
      // Taken back to a draft on the blog.
      on(10, { ...edited, status: "draft" }),
      // Not published yet because something was in the way.
      draft(11, { ...edited, wanted: "publish", state: "needs_you" }),
    ];
    expect(updates(publications)).toEqual([
      { blog: 1, status: "publish", at: null },
      { blog: 2, status: "publish", at: NOW + 3 * DAY },
      { blog: 5, status: "draft", at: null },
      { blog: 6, status: "publish", at: null },
      { blog: 7, status: "publish", at: null },
      { blog: 8, status: "publish", at: NOW - DAY },
      { blog: 10, status: "draft", at: null },
      { blog: 11, status: "publish", at: null },
    ]);
  });
});
