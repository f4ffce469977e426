import { describe, expect, it } from "vitest";
import type { Cause, JobView } from "../../ipc";
import { actionsOf, nameOf, shelfOf, whenOf } from "./jobs";
import { cancelledWords, doneWords, label } from "./say";

const NOW = 1_000_000;

function job(more: Partial<JobView>): JobView {
  return {
    id: 1,
    blog: 1,
    blogName: "Carnet du réseau",
    activity: { activity: "publish" },
    about: "La salle rouvre",
    state: "queued",
    cause: null,
    attempts: 0,
    dueAt: NOW,
    createdAt: NOW,
    post: 6,
    comment: null,
    url: null,
    ...more,
  };
}

const failed = (cause: Cause, more: Partial<JobView> = {}): JobView =>
  job({ state: "failed", cause, ...more });

describe("what is offered", () => {
  it("never offers to send what may have arrived", () => {
    expect(actionsOf(job({ state: "unknown" }))).toEqual(["cancel"]);
    expect(actionsOf(job({ state: "sending" }))).toEqual([]);
  });

  it("offers to merge when the blog has another text, then the writer's, and a look at that one", () => {
    const changed = failed({ cause: "changed_elsewhere" }, { url: "https://carnet.example/a" });
    expect(actionsOf(changed)).toEqual(["merge", "send-anyway", "open-on-blog", "cancel"]);
    const off = { ...changed, activity: { activity: "trash" } } as const;
    expect(actionsOf(off)).toEqual(["open-on-blog", "send-anyway", "cancel"]);
    const decided = failed({ cause: "decided_elsewhere", now: "spam" }, { post: null, comment: 3 });
    expect(actionsOf(decided)).toEqual(["open-on-blog", "send-anyway", "cancel"]);
  });

  it("offers to sign in, not to try the refused password again", () => {
    expect(actionsOf(failed({ cause: "sign_in" }))).toEqual(["sign-in", "cancel"]);
    expect(actionsOf(job({ state: "retry", cause: { cause: "no_secret" } }))).toEqual([
      "sign-in",
      "cancel",
    ]);
  });

  it("offers the post when its pictures have to be changed", () => {
    expect(actionsOf(failed({ cause: "picture_lost", name: "salle.jpg" }))).toEqual([
      "open-post",
      "cancel",
    ]);
  });

  it("offers no second try for what is gone", () => {
    const decided: Partial<JobView> = { activity: { activity: "decide", decision: "spam" } };
    expect(actionsOf(failed({ cause: "gone" }, decided))).toEqual(["cancel"]);
    expect(actionsOf(failed({ cause: "gone" }, { activity: { activity: "trash" } }))).toEqual([
      "cancel",
    ]);
    expect(actionsOf(failed({ cause: "gave_up" }))).toEqual(["retry", "cancel"]);
  });
});

it("offers to publish anew what was deleted on the blog, in those words", () => {
  const gone = failed({ cause: "gone" });
  expect(actionsOf(gone)).toEqual(["send-anyway", "cancel"]);
  expect(label(gone, "send-anyway")).toBe("Publish anew");
  expect(label(failed({ cause: "changed_elsewhere" }), "send-anyway")).toBe("Send mine anyway");
  expect(doneWords(gone, "send-anyway")).toBe("It goes out anew.");
});

it("says where the words of a reply are that was not sent", () => {
  const reply = job({ activity: { activity: "reply" } });
  expect(cancelledWords(reply, "nothing_sent")).toContain("reply box");
  expect(cancelledWords(reply, "may_be_there")).not.toContain("reply box");
  expect(cancelledWords(job({}), "nothing_sent")).not.toContain("reply box");
});

it("tells the truth about what is on the blog when it is taken back", () => {
  expect(cancelledWords(job({}), "draft_there")).toContain("draft");
  expect(cancelledWords(job({}), "may_be_there")).toContain("may be on the blog");
});

it("has its own way out of each clash", () => {
  const slipped = failed({ cause: "slipped_between" });
  expect(actionsOf(slipped)).toEqual(["open-post", "cancel"]);
  expect(label(slipped, "cancel")).toBe("Understood");
  expect(actionsOf(failed({ cause: "moved", to: "https://b.test/" }))[0]).toBe("open-blog");
  const lost = failed({ cause: "may_have_arrived" }, { url: "https://b.test/" });
  expect(actionsOf(lost)).toEqual(["open-on-blog", "send-anyway", "cancel"]);
  expect(label(lost, "send-anyway")).toContain("missing");
});

describe("when it goes on", () => {
  it("names the moment only while it lies ahead", () => {
    const retry = job({ state: "retry", cause: { cause: "offline" }, dueAt: NOW + 40_000 });
    expect(whenOf(retry, NOW)).toEqual({ key: "outbox.triesAgain", at: NOW + 40_000 });
    expect(whenOf(retry, NOW + 40_000)).toEqual({ key: "outbox.triesNow", at: null });
    expect(whenOf(job({ dueAt: NOW + 1 }), NOW)?.key).toBe("outbox.sendsIn");
    expect(whenOf(job({}), NOW)?.key).toBe("outbox.state.queued");
    expect(whenOf(failed({ cause: "gone" }), NOW)).toBeNull();
    expect(whenOf(job({ state: "done" }), NOW)).toBeNull();
  });
});

it("shelves what needs the writer apart", () => {
  expect(shelfOf(failed({ cause: "gone" }))).toBe("needYou");
  expect(shelfOf(job({ state: "unknown" }))).toBe("open");
  expect(shelfOf(job({ state: "done" }))).toBe("done");
});

it("names a job by what it does, even without a title", () => {
  expect(nameOf(job({ about: "" }))).toBe("outbox.publishUntitled");
  expect(nameOf(job({ activity: { activity: "decide", decision: "trash" } }))).toBe(
    "outbox.decide.trash",
  );
});
