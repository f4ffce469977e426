// One's own posts as places to link to.

import { ANY_POST, call, type PostDetail, type PostRowView, type Shelf } from "../../../ipc";

const SHELVES: Shelf[] = ["published", "scheduled", "drafts"];
const SHOWN = 6;

/** Whether what was typed is an address, rather than words of a post. */
export function isAddress(typed: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/|#|\.\.?\/)|^[^\s/]+\.[a-z]{2,}(?:[/?#:]|$)/i.test(typed.trim());
}

/** Posts that have these words, those that readers can see first. */
export async function foundPosts(query: string): Promise<PostRowView[]> {
  const pages = await Promise.all(
    SHELVES.map(async (shelf) => {
      try {
        return (await call("list_posts", { filter: { ...ANY_POST, shelf, query, most: SHOWN } }))
          .rows;
      } catch {
        return [];
      }
    }),
  );
  return pages.flat().slice(0, SHOWN);
}

/** Where a post stands: on one of these blogs if it does, else on any; null when on none. */
export function blogAddress(post: PostDetail, blogs: readonly number[]): string | null {
  const there = post.publications.filter(({ url }) => url !== null);
  const near = there.find(({ blog }) => blogs.includes(blog)) ?? there[0];
  return near?.url ?? null;
}
