import { describe, expect, it } from "vitest";

import type { BlogView, Capabilities, PublicationView } from "../../../ipc";
import {
  firstWish,
  fromLocalInput,
  obstacle,
  preselected,
  request,
  sendLabel,
  toLocalInput,
  tomorrowMorning,
  updates,
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
    health: "fine",
    syncedAt: null,
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
    ...more,
  };
}

describe("the publish sheet", () => {
  it("ticks the blogs the post is on, or the only one", () => {
    expect(preselected([blog(1), blog(2)], [on(2)])).toEqual([2]);
    expect(preselected([blog(1)], [])).toEqual([1]);
    expect(preselected([blog(1), blog(2)], [])).toEqual([]);
    expect(preselected([blog(1), blog(2)], [on(2, { status: "trash" })])).toEqual([]);
  });

  it("asks first for what was asked last", () => {
    expect(firstWish([], NOW)).toBe("publish");
    expect(firstWish([on(1, { wanted: "draft", status: "draft" })], NOW)).toBe("draft");
    expect(firstWish([on(1, { status: "scheduled", at: NOW + DAY })], NOW)).toBe("schedule");
    expect(firstWish([on(1, { at: NOW - DAY })], NOW)).toBe("publish");
  });

  it("says why a blog cannot be asked", () => {
    expect(obstacle(blog(1, { publish: false }), "publish")).toBe("write.mayNotPublish");
    expect(obstacle(blog(1, { publish: false }), "draft")).toBeNull();
    expect(obstacle(blog(1, { schedule: false }), "schedule")).toBe("write.mayNotSchedule");
    expect(obstacle(blog(1), "schedule")).toBeNull();
  });

  it("says update where readers have it already", () => {
    expect(sendLabel([1], "publish", [on(1)])).toBe("write.sendUpdate");
    expect(sendLabel([1, 2], "publish", [on(1)])).toBe("write.sendPublish");
    expect(sendLabel([1], "publish", [on(1, { status: "draft" })])).toBe("write.sendPublish");
    expect(sendLabel([], "publish", [])).toBe("write.sendPublish");
  });

  it("publishes now what was waiting for its day", () => {
    const scheduled = on(1, { status: "scheduled", at: NOW + DAY });
    expect(request([1], "publish", null, [scheduled], NOW).at).toBe(NOW);
    expect(request([1], "publish", null, [on(1, { at: NOW - DAY })], NOW).at).toBeNull();
    expect(request([1], "schedule", NOW + DAY, [], NOW)).toEqual({
      blogs: [1],
      status: "publish",
      at: NOW + DAY,
    });
  });
});

describe("an update", () => {
  it("goes only where readers have an older text, each as it stands there", () => {
    const publications = [
      on(1, { editedSince: true }),
      on(2, { editedSince: true, status: "scheduled", at: NOW + DAY }),
      on(3),
      on(4, { editedSince: true, state: "waiting" }),
      on(5, { editedSince: true, status: "draft", wanted: "draft" }),
      on(6, { editedSince: true, at: NOW - DAY }),
    ];
    expect(updates(publications, NOW)).toEqual([
      { blogs: [1, 6], status: "publish", at: null },
      { blogs: [2], status: "publish", at: NOW + DAY },
      { blogs: [5], status: "draft", at: null },
    ]);
  });
});

describe("the day of a scheduled post", () => {
  it("is written and read in this computer's time", () => {
    const minute = Math.floor(NOW / 60_000) * 60_000;
    expect(fromLocalInput(toLocalInput(minute))).toBe(minute);
    expect(fromLocalInput("")).toBeNull();
  });

  it("is tomorrow at nine unless the writer says else", () => {
    const day = new Date(tomorrowMorning(NOW));
    expect([day.getHours(), day.getMinutes()]).toEqual([9, 0]);
    expect(day.getTime()).toBeGreaterThan(NOW);
  });
});
