/** The choice of how posts are written to a blog. */
import type { BlogView, Markup } from "../../ipc";
import { t } from "../../messages/index.svelte";

/** The forms to choose from, in words; none where there is only one. */
export function markups(blog: Pick<BlogView, "markups">): { value: Markup; label: string }[] {
  if (blog.markups.length < 2) return [];
  return blog.markups.map((value) => ({ value, label: t(`blogs.markup.${value}`) }));
}
