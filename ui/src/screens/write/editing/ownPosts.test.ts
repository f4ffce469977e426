import { describe, expect, it } from "vitest";

import type { PostDetail } from "../../../ipc";
import { blogAddress, isAddress } from "./ownPosts";

describe("what is typed as a link's address", () => {
  it("is an address, or words of a post", () => {
    for (const typed of [
      "https://a.org/é",
      "mailto:a@b.org",
      "/page",
      "#note",
      "example.org",
      "a.fr/b",
    ]) {
      expect(isAddress(typed), typed).toBe(true);
    }
    for (const typed of ["réseau", "le réseau. Et après", "un deux", "3.5"]) {
      expect(isAddress(typed), typed).toBe(false);
    }
  });
});

describe("a post's address", () => {
  const on = (blog: number, url: string | null) => ({ blog, url });
  const post = (...publications: object[]) => ({ publications }) as unknown as PostDetail;

  it("is that on the blog the link will be on, if it is there", () => {
    const both = post(on(1, "https://un.example/"), on(2, "https://deux.example/"));
    expect(blogAddress(both, [2])).toBe("https://deux.example/");
    expect(blogAddress(both, [9])).toBe("https://un.example/");
  });

  it("is none while no blog shows it", () => {
    expect(blogAddress(post(on(1, null)), [1])).toBeNull();
    expect(blogAddress(post(), [])).toBeNull();
  });
});
