import { beforeEach, describe, expect, it, vi } from "vitest";

import { report } from "../../../dev/exchange";
import type { Report } from "../../ipc";
import { setLanguage } from "../../messages/index.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

const { another, bringIn, exporting, importing, look, running, stop, write } =
  await import("./exchange.svelte");
const { found, standing, status } = await import("./say");

beforeEach(() => {
  invoke.mockReset();
  another();
  exporting.path = "";
  setLanguage("en");
});

describe("an import", () => {
  it("looks first, and brings in only when it is told to", async () => {
    importing.path = "/a.xml";
    invoke.mockResolvedValue(report);
    await bringIn();
    expect(invoke).not.toHaveBeenCalled();
    await look();
    expect(invoke.mock.calls).toEqual([["look_at_import", { path: "/a.xml", blog: null }]]);
    expect([importing.done, importing.report]).toEqual([false, report]);
    await bringIn();
    expect(invoke).toHaveBeenLastCalledWith("run_import", { path: "/a.xml", blog: null });
    expect([importing.done, running.work]).toEqual([true, null]);
  });

  it("brings in nothing from a path that was typed after the look", async () => {
    importing.path = "/a.xml";
    invoke.mockResolvedValue(report);
    await look();
    importing.path = "/b.xml";
    await bringIn();
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it("does nothing without a path, and nothing twice at once", async () => {
    await look();
    expect(invoke).not.toHaveBeenCalled();
    importing.path = "/a.xml";
    invoke.mockResolvedValueOnce(report);
    await look();
    let answer: (report: Report) => void = () => undefined;
    invoke.mockReturnValue(new Promise<Report>((resolve) => (answer = resolve)));
    const first = bringIn();
    expect(running.work).toBe("importing");
    await bringIn();
    exporting.path = "/out";
    await write();
    expect(invoke).toHaveBeenCalledTimes(2);
    answer(report);
    await first;
    expect(running.work).toBeNull();
  });

  it("tells how far it is, and is ended by the writer", async () => {
    importing.path = "/a.xml";
    invoke.mockResolvedValueOnce(report);
    await look();
    vi.useFakeTimers();
    let answer: (report: Report) => void = () => undefined;
    invoke.mockImplementation((name: string) => {
      if (name === "run_import") return new Promise<Report>((resolve) => (answer = resolve));
      return Promise.resolve(name === "exchange_progress" ? { posts: 3, part: 0.5 } : null);
    });
    const first = bringIn();
    await vi.advanceTimersByTimeAsync(300);
    expect(running.progress).toEqual({ posts: 3, part: 0.5 });
    stop();
    expect(invoke).toHaveBeenLastCalledWith("stop_exchange", {});
    answer({ ...report, stopped: true });
    await first;
    vi.useRealTimers();
    expect([running.progress, importing.report?.stopped]).toEqual([null, true]);
  });

  it("keeps the failure, and shows no report that is not true any more", async () => {
    importing.path = "/a.xml";
    invoke.mockResolvedValueOnce(report);
    await look();
    const failure = {
      code: "file_truncated",
      names: { path: "/a.xml" },
      recovery: "edit",
      message: "x",
    };
    invoke.mockRejectedValueOnce(failure);
    await look();
    expect([importing.failure, importing.report]).toEqual([failure, null]);
  });
});

describe("what a report says", () => {
  it("counts in words", () => {
    expect(found(report)).toBe(
      "A WordPress export, “Carnet du réseau”: 4 posts. 1 of them is a page. No reader sees 1 of them.",
    );
    expect(standing(report)).toHaveLength(3);
    setLanguage("fr");
    expect(found({ ...report, blog: "", pages: 0, drafts: 0, posts: 1 })).toBe(
      "Un export WordPress\u00a0: 1 billet.",
    );
  });

  it("names a status that it does not know", () => {
    const row = report.rows[2]!;
    expect(status(row)).toBe("published · page");
    expect(status({ ...row, page: false, status: { other: "strange" } })).toBe("unknown");
  });
});
