// @vitest-environment happy-dom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { everyJob } from "../../../dev/outbox";
import type { CommandError, ContentsView } from "../../ipc";
import JobContents from "./JobContents.svelte";

const asked: [string, unknown][] = [];
let answer: () => ContentsView = () => {
  throw new Error("nothing was expected");
};

vi.mock("../../ipc/tauri", () => ({
  invoke: async (name: string, args: unknown) => {
    asked.push([name, args]);
    return answer();
  },
  listen: () => () => undefined,
}));

const sent: ContentsView = {
  title: "Le phare",
  html: "<p>Un <b>mot</b>.</p><script>document.title = 'volé'</script>",
  words: "Un mot.\nDeux.",
  status: "pending",
  at: null,
};

let shown: ReturnType<typeof mount>;

async function open(): Promise<HTMLDetailsElement> {
  const job = everyJob()[0]!;
  shown = mount(JobContents, { target: document.body, props: { job } });
  const details = document.querySelector("details")!;
  details.open = true;
  await new Promise((resolve) => setTimeout(resolve));
  flushSync();
  return details;
}

beforeEach(() => (asked.length = 0));
afterEach(() => unmount(shown));

describe("what a job sends", () => {
  it("is read when it is opened, and shown as words, never as a page", async () => {
    answer = () => sent;
    const details = await open();
    expect(asked).toEqual([["job_contents", { id: everyJob()[0]?.id }]]);
    expect(details.textContent).toContain("Le phare");
    expect(details.textContent).toContain("Un mot.\nDeux.");
    expect(details.textContent).toContain("For an editor to look at.");
    expect(details.querySelector("script, b")).toBeNull();
  });

  it("names a picture, which has no words", async () => {
    answer = () => ({ ...sent, title: "phare.png", words: "", status: null });
    const details = await open();
    expect(details.textContent).toContain("phare.png");
    expect(details.textContent).toContain("The picture itself.");
    expect(details.textContent).not.toContain("For an editor");
  });

  it("says why it cannot be read", async () => {
    answer = () => {
      const error: CommandError = { code: "not_found", names: {}, recovery: "edit", message: "" };
      throw error;
    };
    const details = await open();
    expect(details.textContent).toContain("no longer in your library");
  });
});
