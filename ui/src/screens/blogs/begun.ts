// Replies begun on a blog, which go with its comments when it is removed.

import { call, type BlogId } from "../../ipc";

/** How many there are. Rejects with a `CommandError` when that cannot be known. */
export async function begunOn(blog: BlogId): Promise<number> {
  const begun = await call("begun_replies", {});
  const blogs = await Promise.all(
    begun.map(async ({ id }) => (await call("get_comment", { id })).blog),
  );
  return blogs.filter((one) => one === blog).length;
}
