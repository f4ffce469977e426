// @vitest-environment happy-dom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { sampleBlogs } from "../../../../dev/blogs";
import type { BlogId, PostDetail, PublishRequest } from "../../../ipc";
import { AS_EVERYWHERE, SILENT } from "../../../shared/settings";
import { Writing } from "../writing.svelte";
import PublishSheet from "./PublishSheet.svelte";
import { Remarks } from "./remarks.svelte";

const [CARNET, MAISON, NOTES] = [1, 2, 3] as const;
const published: PublishRequest[] = [];

vi.mock("../../../ipc/tauri", () => ({
  invoke: async (name: string, args: Record<string, unknown>) => {
    switch (name) {
      case "list_blogs":
        return sampleBlogs();
      case "post_settings":
        return {
          everywhere: { ...SILENT, namesFirst: true },
          pictures: [],
          blogs: sampleBlogs().map(({ id, name }) => ({
            blog: id,
            name,
            own: id === MAISON ? { ...SILENT, varied: { ...AS_EVERYWHERE, title: "Ici" } } : SILENT,
            always: SILENT,
            choices: {},
          })),
        };
      case "publish_post":
        published.push(args.request as PublishRequest);
        return [];
      default:
        return [];
    }
  },
  listen: () => () => undefined,
}));

const detail: PostDetail = {
  id: 7,
  version: 4,
  edit: { title: "Le phare", body: "Il éclaire.", slug: "", excerpt: "", tags: [], categories: [] },
  shelf: "drafts",
  updatedAt: 0,
  publications: [],
};

let shown: ReturnType<typeof mount>;

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  flushSync();
}

function one<T extends HTMLElement>(selector: string): T {
  const found = document.querySelectorAll<T>(selector);
  expect(found, selector).toHaveLength(1);
  return found[0]!;
}

async function tick(blog: BlogId): Promise<void> {
  one(`[data-test=publish-blog][data-blog="${blog}"]`).click();
  await settled();
}

const choice = (blog: BlogId) =>
  one<HTMLSelectElement>(`[data-test=publish-apart][data-blog="${blog}"]`);

const offered = (blog: BlogId) => [...choice(blog).options].map(({ value }) => value);

async function wish(blog: BlogId, value: string): Promise<void> {
  const select = choice(blog);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
}

/** What the sheet says will happen, blog by blog. */
const outcomes = () =>
  [...document.querySelectorAll<HTMLElement>("[data-test=publish-outcome]")].map(
    ({ dataset }) => dataset.what,
  );

async function send(): Promise<PublishRequest | undefined> {
  one("[data-test=publish-send]").click();
  await settled();
  return published.at(-1);
}

function open() {
  const writing = new Writing(detail);
  const remarks = new Remarks(writing);
  const props = { writing, remarks, onclose: () => undefined, onshow: () => undefined };
  shown = mount(PublishSheet, { target: document.body, props });
}

beforeEach(async () => {
  published.length = 0;
  open();
  await settled();
});
afterEach(() => unmount(shown));

describe("the status of a post, blog by blog", () => {
  it("is asked for together with the blogs, so that nothing moves away from a click", async () => {
    await unmount(shown);
    open();
    flushSync();
    expect(document.querySelector("[data-test=publish-status]")).toBeNull();
    await settled();
    one("[data-test=publish-status]");
    expect(document.querySelectorAll("[data-test=publish-blog]")).toHaveLength(3);
  });

  it("comes with the words that one blog gets of its own, and the address it will name", async () => {
    await tick(CARNET);
    await tick(MAISON);
    const said = (name: string) =>
      [...document.querySelectorAll(`[data-test=${name}]`)].map((p) => p.textContent?.trim());
    expect(said("publish-varied")).toEqual(["Own words here: title “Ici”"]);
    expect(said("publish-names-first")).toEqual([
      `Will name the address on ${sampleBlogs()[0]!.name}.`,
    ]);
  });

  it("is as chosen for all until it is chosen apart", async () => {
    await tick(CARNET);
    await tick(MAISON);
    expect(choice(CARNET).value).toBe("");
    expect(outcomes()).toEqual(["publish", "publish"]);
    await wish(MAISON, "review");
    expect(outcomes()).toEqual(["publish", "review"]);
    one<HTMLInputElement>("[data-test=publish-status] input[value=private]").click();
    await settled();
    expect(outcomes(), "what was chosen apart stays").toEqual(["private", "review"]);
    await wish(MAISON, "");
    expect(outcomes()).toEqual(["private", "private"]);
  });

  it("offers what the account may do there, and only where the post goes", async () => {
    expect(document.querySelector("[data-test=publish-apart]")).toBeNull();
    await tick(CARNET);
    expect(offered(CARNET)).toEqual(["", "publish", "schedule", "review", "private", "draft"]);
    // Its account may publish nothing: it cannot be ticked until something else is wished for all.
    expect(one<HTMLInputElement>(`[data-blog="${NOTES}"]`).disabled).toBe(true);
    one<HTMLInputElement>("[data-test=publish-status] input[value=draft]").click();
    await settled();
    await tick(NOTES);
    expect(offered(NOTES)).toEqual(["", "review", "draft"]);
  });

  it("asks for a day when one blog alone is to wait for it", async () => {
    await tick(CARNET);
    await tick(MAISON);
    expect(document.querySelector("[data-test=publish-when]")).toBeNull();
    await wish(CARNET, "schedule");
    const when = one<HTMLInputElement>("[data-test=publish-when]");
    when.value = "2099-05-01T08:00";
    when.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
    const at = new Date("2099-05-01T08:00").getTime();
    expect(await send()).toEqual({
      version: 4,
      targets: [
        { blog: CARNET, status: "publish", at },
        { blog: MAISON, status: "publish", at: null },
      ],
    });
  });

  it("is sent to each blog as it was said", async () => {
    await tick(CARNET);
    await tick(MAISON);
    await wish(CARNET, "private");
    await wish(MAISON, "draft");
    expect(await send()).toEqual({
      version: 4,
      targets: [
        { blog: CARNET, status: "private", at: null },
        { blog: MAISON, status: "draft", at: null },
      ],
    });
  });
});
