// The words that one blog gets in the place of the common ones, as the publish sheet names them, and
// what the checks find in them.

import {
  call,
  type BlogSettingsView,
  type BlogView,
  type PostId,
  type Variation,
} from "../../../ipc";
import { t } from "../../../messages/index.svelte";
import { sentence } from "./findings";

/** What is said of one blog. */
export type Own = {
  /** "title “…”, closing lines"; empty: as everywhere. */
  what: string;
  /** What there is to look at in these words. */
  remarks: string[];
  /** It names the address on the first blog. */
  namesFirst: boolean;
};

/** The fields that vary, in words. */
export function variedWords(varied: Variation | null, list: (words: string[]) => string): string {
  if (varied === null) return "";
  const words = [
    ...(varied.title ? [t("write.varied.title", { title: varied.title })] : []),
    ...(varied.slug ? [t("write.varied.slug")] : []),
    ...(varied.excerpt ? [t("write.varied.excerpt")] : []),
    ...(varied.tags ? [t("write.varied.tags")] : []),
    ...(varied.categories ? [t("write.varied.categories")] : []),
    ...(varied.closing ? [t("write.varied.closing")] : []),
  ];
  return list(words);
}

/** What a new post gets there, or what this one has of its own. */
export function wordsOn({ own, always }: BlogSettingsView, isNew: boolean): Variation | null {
  const closing = isNew ? (always.varied?.closing ?? null) : null;
  if (own.varied === null && closing === null) return null;
  const none = { title: null, slug: null, excerpt: null, tags: null, categories: null };
  const said = own.varied ?? { ...none, closing: null, usual: null, origin: null };
  return { ...said, closing: said.closing ?? closing };
}

/** Looks at the words of each blog, as at those of the post. */
export async function ownWords(
  id: PostId,
  blogs: readonly BlogView[],
  publications: readonly { blog: number }[],
  title: string,
  list: (words: string[]) => string,
): Promise<Map<number, Own>> {
  const { everywhere, blogs: wished } = await call("post_settings", { id });
  const all = wished.map(async (one): Promise<[number, Own]> => {
    const isNew = !publications.some((p) => p.blog === one.blog);
    const varied = wordsOn(one, isNew);
    const secure = blogs.some((b) => b.id === one.blog && b.home.startsWith("https:"));
    const texts = { title: varied?.title ?? title, body: varied?.closing ?? "" };
    const found =
      varied?.title || varied?.closing
        ? await call("check_post", { id, ...texts, https: secure })
        : [];
    // Of the title only where it is another one.
    const own = found.filter(({ place }) => place === "body" || varied?.title);
    return [
      one.blog,
      {
        what: variedWords(varied, list),
        remarks: own.map((f) => sentence(f.found, texts[f.place].slice(f.from, f.to))),
        namesFirst: one.own.namesFirst ?? everywhere.namesFirst ?? one.always.namesFirst ?? false,
      },
    ];
  });
  return new Map(await Promise.all(all));
}
