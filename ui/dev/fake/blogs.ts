// Blogs and fetching, in the sample backend.

import type { BlogView, SyncView } from "../../src/ipc/generated";
import { sampleBlogs } from "../blogs";
import { asked, blogs, changed, failure, nextId, pause, type Part } from "./state";

let fetching: SyncView | null = asked.has("sync")
  ? { blog: 1, blogName: "Carnet du réseau", fetched: 120, total: 400 }
  : null;

const fetchingPosts: SyncView | null = asked.has("posts-sync")
  ? { blog: 1, blogName: "Carnet du réseau", fetched: 312, total: 2140 }
  : null;

/** The fetch that is under way. */
export const underWay = () => fetching;

/** The same for posts. */
export const postsUnderWay = () => fetchingPosts;

export const blogCommands: Part<
  | "list_blogs"
  | "find_blog"
  | "add_blog"
  | "check_blog"
  | "sign_in_again"
  | "set_markup"
  | "set_fetches_posts"
  | "remove_blog"
  | "fetch_now"
  | "stop_fetching"
> = {
  list_blogs: () => structuredClone(blogs),
  find_blog: async ({ address }) => {
    await pause(600);
    if (!address.includes(".")) throw failure("bad_address", { address });
    if (address.includes("rien")) throw failure("no_blog", { address });
    const host = address.replace(/^https?:\/\//, "").replace(/\/.*/, "");
    return {
      name: "Le Petit Carnet",
      home: `https://${host}/`,
      platform: "WordPress",
      secure: !address.startsWith("http:"),
      takesPasswords: true,
      passwordPage: `https://${host}/wp-admin/profile.php#application-passwords-section`,
    };
  },
  add_blog: async ({ address, username, password }) => {
    await pause(600);
    if (password.length < 8) throw failure("sign_in");
    const added: BlogView = {
      ...sampleBlogs()[0]!,
      id: nextId(),
      name: "Le Petit Carnet",
      home: address,
      username,
      accountName: username,
    };
    blogs.push(added);
    changed();
    return structuredClone(added);
  },
  check_blog: async ({ id }) => {
    await pause(500);
    const found = blogs.find((b) => b.id === id);
    if (!found) throw failure("not_found");
    if (found.health === "sign_in") throw failure("sign_in");
    return structuredClone(found);
  },
  sign_in_again: async ({ id }) => {
    await pause(500);
    const found = blogs.find((b) => b.id === id);
    if (!found) throw failure("not_found");
    found.health = "fine";
    changed();
    return structuredClone(found);
  },
  set_markup: ({ id, markup }) => {
    const found = blogs.find((b) => b.id === id);
    if (!found) throw failure("not_found");
    found.markup = markup;
    changed();
    return structuredClone(found);
  },
  set_fetches_posts: ({ id, wanted }) => {
    const found = blogs.find((b) => b.id === id);
    if (!found) throw failure("not_found");
    found.fetchesPosts = wanted;
    changed();
    return structuredClone(found);
  },
  remove_blog: ({ id }) => {
    blogs.splice(
      blogs.findIndex((b) => b.id === id),
      1,
    );
    changed();
    return null;
  },
  fetch_now: () => {
    fetching = { blog: 1, blogName: "Carnet du réseau", fetched: 0, total: 400 };
    const more = setInterval(() => {
      if (fetching) fetching = { ...fetching, fetched: fetching.fetched + 40 };
      if (!fetching || fetching.fetched >= 400) {
        clearInterval(more);
        fetching = null;
      }
      changed();
    }, 200);
    changed();
    return null;
  },
  stop_fetching: () => {
    fetching = null;
    changed();
    return null;
  },
};
