// The pages of a list of comments: which are asked for, and how they are put together.

import {
  call,
  type BlogId,
  type CommentFilter,
  type CommentPage,
  type CommentRowView,
  type Cursor,
} from "../../ipc";
import type { ShelfStatus } from "./decisions";

/** The filter for a page of this shelf. */
export function filterOf(
  status: ShelfStatus,
  blog: BlogId | null,
  words: string,
  after: Cursor | null,
): CommentFilter {
  const query = words.trim();
  return { status, blog, query: query === "" ? null : query, after };
}

/** Reads from the top until there are `wanted` rows or no more; at least one page. Null as soon as the
 * answer is no longer wanted. */
export async function readPages(
  filter: (after: Cursor | null) => CommentFilter,
  wanted: number,
  still: () => boolean,
): Promise<CommentPage | null> {
  const rows: CommentRowView[] = [];
  let next: Cursor | null = null;
  do {
    const page: CommentPage = await call("list_comments", { filter: filter(next) });
    if (!still()) return null;
    rows.push(...page.rows);
    next = page.next;
  } while (next && rows.length < wanted);
  return { rows, next };
}

/** A page put after the rows there are; a comment that moved between two pages is shown once. */
export function withPage(rows: CommentRowView[], page: CommentRowView[]): CommentRowView[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !known.has(row.id))];
}
