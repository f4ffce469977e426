// What a post is to have on a blog beside its text: what is open on one level is said by the one
// below. Pure.

import type { BlogSettingsView, Choices, Settings, Variation } from "../ipc";

/** Nothing is wished. */
export const SILENT: Settings = {
  featured: null,
  author: null,
  format: null,
  sticky: null,
  comments: null,
  namesFirst: null,
  varied: null,
};

/** No word is another one. */
export const AS_EVERYWHERE: Variation = {
  title: null,
  slug: null,
  excerpt: null,
  tags: null,
  categories: null,
  closing: null,
  usual: null,
  origin: null,
};

/** These wishes, and where they leave something open those below. */
export function over(mine: Settings, below: Settings): Settings {
  return {
    featured: mine.featured ?? below.featured,
    author: mine.author ?? below.author,
    format: mine.format ?? below.format,
    sticky: mine.sticky ?? below.sticky,
    comments: mine.comments ?? below.comments,
    namesFirst: mine.namesFirst ?? below.namesFirst,
    // Words belong to one level alone.
    varied: mine.varied,
  };
}

/** What can be wished for every blog at once: what any of them offers. Whose name it stands under is
 * each blog's own. */
export function together(blogs: readonly BlogSettingsView[]): Choices {
  const some = (of: (choices: Choices) => boolean) => blogs.some(({ choices }) => of(choices));
  return {
    featured: some(({ featured }) => featured),
    sticky: some(({ sticky }) => sticky),
    comments: some(({ comments }) => comments),
    authors: [],
    formats: [...new Set(blogs.flatMap(({ choices }) => choices.formats))],
    zone: "",
  };
}

/** The blog lets nothing be chosen, as far as is known. */
export function offersNothing({ featured, sticky, comments, authors, formats }: Choices): boolean {
  return !featured && !sticky && !comments && authors.length === 0 && formats.length === 0;
}

/** How many things are wished. */
export function wishes({ varied, ...settings }: Settings): number {
  const said = [...Object.values(settings), ...Object.values(varied ?? {})];
  return said.filter((value) => value !== null).length;
}
