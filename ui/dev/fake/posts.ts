// Writing and publishing, in the sample backend.

import type {
  Change,
  ComparisonView,
  PostDetail,
  PostEdit,
  PostFilter,
  PostId,
  PostOrder,
  PostRowView,
  PublicationView,
  RevisionId,
  RevisionReason,
  Shelf,
} from "../../src/ipc/generated";
import { sampleCorrection, sampleFindings } from "../checks";
import { hoursAgo } from "../clock";
import { samplePreview } from "../markdown";
import { sampleTerms } from "../posts";
import {
  asked,
  blogs,
  changed,
  failure,
  nextId,
  offline,
  PAGE,
  plain,
  post,
  posts,
  type Part,
} from "./state";

type Kept = {
  id: RevisionId;
  at: number;
  reason: RevisionReason;
  name: string;
  edit: PostEdit;
};

const revisions = new Map<PostId, Kept[]>();

function later(found: PostDetail, publication: PublicationView) {
  setTimeout(() => {
    const blog = blogs.find((b) => b.id === publication.blog);
    if (blog?.health === "sign_in") {
      Object.assign(publication, { state: "needs_you", cause: { cause: "sign_in" } });
    } else {
      const waits = publication.at !== null && publication.at > Date.now();
      const out = waits ? "scheduled" : "published";
      const status = publication.wanted === "publish" ? out : publication.wanted;
      Object.assign(publication, {
        state: "sent",
        cause: null,
        status,
        editedSince: false,
        movesTo: null,
        taken: null,
        url: `${blog?.home ?? ""}2026/11/${found.edit.slug || "billet"}/`,
      });
      if (publication.wanted === "publish") found.shelf = out;
    }
    changed();
  }, 1500);
}

function newPublication(blog: number): PublicationView {
  return {
    id: nextId(),
    blog,
    blogName: blogs.find((b) => b.id === blog)?.name ?? "",
    state: "waiting",
    cause: null,
    status: null,
    url: null,
    wanted: "publish",
    at: null,
    editedSince: false,
    movesTo: null,
    taken: null,
    kind: "post",
    news: null,
  };
}

function keepRevision(
  id: PostId,
  edit: PostEdit,
  reason: RevisionReason,
  at = Date.now(),
  name = "",
) {
  const kept = { id: nextId(), at, reason, name, edit: structuredClone(edit) };
  revisions.set(id, [kept, ...(revisions.get(id) ?? [])]);
}

/** Newest first; a post with words has an earlier text from the start. */
function revisionsOf(id: PostId): Kept[] {
  const { edit } = post(id);
  if (!revisions.has(id) && edit.body !== "") {
    const half = edit.body.slice(0, Math.ceil(edit.body.length / 2));
    keepRevision(id, { ...edit, body: half }, "pause", hoursAgo(26));
  }
  return revisions.get(id) ?? [];
}

function move(id: number, shelf: Shelf): null {
  post(id).shelf = shelf;
  changed();
  return null;
}

function wordsOf(p: PostDetail): number {
  return samplePreview(p.edit.body).words;
}

const orders: Record<PostOrder, (a: PostDetail, b: PostDetail) => number> = {
  changed: (a, b) => b.updatedAt - a.updatedAt,
  created: (a, b) => b.id - a.id,
  title: (a, b) => a.edit.title.localeCompare(b.edit.title),
  words: (a, b) => wordsOf(b) - wordsOf(a),
};

/** The posts that a list has, in its order. */
function listed(filter: PostFilter): PostDetail[] {
  const sought = (filter.query ?? "").toLowerCase();
  const on = (p: PostDetail) =>
    filter.shelf === null ? p.shelf !== "trash" : p.shelf === filter.shelf;
  return posts
    .filter(on)
    .filter((p) => `${p.edit.title} ${p.edit.body}`.toLowerCase().includes(sought))
    .filter((p) => filter.tag === null || p.edit.tags.includes(filter.tag))
    .filter((p) => filter.blog === null || p.publications.some((x) => x.blog === filter.blog))
    .filter((p) => p.updatedAt >= (filter.from ?? 0))
    .filter((p) => p.updatedAt < (filter.until ?? Infinity))
    .sort((a, b) => orders[filter.order](a, b) || b.id - a.id);
}

function rowOf(p: PostDetail): PostRowView {
  return {
    id: p.id,
    title: p.edit.title,
    titleMarks: [],
    snippetMarks: [],
    snippet: p.edit.body.replace(/[#*_>[\]]/g, "").slice(0, 160),
    words: wordsOf(p),
    shelf: p.shelf,
    createdAt: p.updatedAt,
    updatedAt: p.updatedAt,
    state:
      p.publications.find((x) => x.state !== "sent")?.state ?? p.publications[0]?.state ?? null,
    blogs: p.publications.map((x) => x.blog),
    page: p.publications.some((x) => x.kind === "page"),
  };
}

/** What changed, paragraph by paragraph: enough to see how it looks. */
function compared(before: PostEdit, after: PostEdit): ComparisonView {
  const paragraphs = (body: string) => body.split(/(?<=\n)/).filter(Boolean);
  const [old, now] = [paragraphs(before.body), paragraphs(after.body)];
  const same = old.filter((line) => now.includes(line));
  const body: Change[] = [
    ...same.map((text) => ({ became: "same" as const, text })),
    ...old.filter((l) => !now.includes(l)).map((text) => ({ became: "removed" as const, text })),
    ...now.filter((l) => !old.includes(l)).map((text) => ({ became: "added" as const, text })),
  ];
  const count = (which: Change["became"]) =>
    body.filter((c) => c.became === which).reduce((n, c) => n + samplePreview(c.text).words, 0);
  return {
    body,
    parts: [],
    added: count("added"),
    removed: count("removed"),
    same: before.body === after.body,
  };
}

function revisionBy(id: RevisionId): Kept {
  const found = [...revisions.values()].flat().find((revision) => revision.id === id);
  if (!found) throw failure("not_found");
  return found;
}

export const postCommands: Part<
  | "list_posts"
  | "post_places"
  | "duplicate_post"
  | "trash_contents"
  | "empty_trash"
  | "compare_revision"
  | "keep_checkpoint"
  | "name_revision"
  | "post_facets"
  | "get_post"
  | "create_post"
  | "save_post"
  | "trash_post"
  | "restore_post"
  | "list_revisions"
  | "get_revision"
  | "put_back"
  | "discard_blank_post"
  | "render_preview"
  | "markdown_of"
  | "check_post"
  | "correct_typography"
  | "publish_post"
  | "call_off_publishing"
  | "move_post"
  | "call_off_move"
  | "known_terms"
> = {
  list_posts: ({ filter }) => {
    const all = listed(filter);
    const from = filter.after ? all.findIndex((p) => p.id === filter.after?.id) + 1 : 0;
    const size = filter.most ?? PAGE;
    const page = all.slice(from, from + size);
    const last = page.at(-1);
    const next = page.length === size && last ? { key: 0, id: last.id } : null;
    return { rows: page.map(rowOf), next };
  },
  post_places: ({ filter }) => {
    const all = listed(filter);
    const ends = all.filter((_, i) => (i + 1) % PAGE === 0 && i + 1 < all.length);
    return { posts: all.length, page: PAGE, ends: ends.map(({ id }) => ({ key: 0, id })) };
  },
  post_facets: ({ shelf }) => {
    const tags = new Map<string, number>();
    for (const p of posts.filter((p) => p.shelf === shelf)) {
      for (const tag of p.edit.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    }
    return { tags: [...tags], months: [] };
  },
  get_post: ({ id }) => structuredClone(post(id)),
  create_post: () => {
    const fresh: PostDetail = {
      id: nextId(),
      version: 1,
      shelf: "drafts",
      updatedAt: Date.now(),
      edit: { title: "", body: "", slug: "", excerpt: "", tags: [], categories: [] },
      publications: [],
    };
    posts.push(fresh);
    changed();
    return structuredClone(fresh);
  },
  save_post: ({ id, from, edit }) => {
    if (asked.get("disk") === "full") throw failure("disk_full");
    const found = post(id);
    if (JSON.stringify(found.edit) === JSON.stringify(edit)) {
      return { version: found.version, collided: false, at: found.updatedAt };
    }
    if (found.version !== from) {
      keepRevision(id, edit, "collision");
      return { version: found.version, collided: true, at: Date.now() };
    }
    found.edit = structuredClone(edit);
    found.version += 1;
    found.updatedAt = Date.now();
    for (const p of found.publications) p.editedSince = p.status !== null;
    changed();
    return { version: found.version, collided: false, at: found.updatedAt };
  },
  trash_post: ({ id }) => move(id, "trash"),
  restore_post: ({ id }) => {
    move(id, "drafts");
    return { tooLate: asked.has("late") ? 1 : 0 };
  },
  duplicate_post: ({ id, title }) => {
    const { edit } = structuredClone(post(id));
    const fresh: PostDetail = {
      id: nextId(),
      version: 1,
      shelf: "drafts",
      updatedAt: Date.now(),
      edit: { ...edit, title, slug: "" },
      publications: [],
    };
    posts.push(fresh);
    changed();
    return structuredClone(fresh);
  },
  trash_contents: () => ({
    posts: posts.filter((p) => p.shelf === "trash").length,
    revisions: 4,
    held: 0,
    until: Date.now(),
  }),
  empty_trash: () => {
    const thrown = posts.filter((p) => p.shelf === "trash");
    for (const p of thrown) posts.splice(posts.indexOf(p), 1);
    changed();
    return thrown.length;
  },
  list_revisions: ({ id }) => ({
    rows: revisionsOf(id).map(({ edit, ...revision }) => ({
      ...revision,
      title: edit.title,
      snippet: edit.body.slice(0, 160),
      words: samplePreview(edit.body).words,
    })),
    next: null,
  }),
  get_revision: ({ id }) => structuredClone(revisionBy(id).edit),
  compare_revision: ({ id, against }) => {
    const entry = [...revisions.entries()].find(([, all]) => all.some((one) => one.id === id));
    if (!entry) throw failure("not_found");
    const [of, all] = entry;
    const found = revisionBy(id);
    if (against === "now") return compared(found.edit, post(of).edit);
    const before = all[all.indexOf(found) + 1];
    return compared(before?.edit ?? { ...found.edit, body: "" }, found.edit);
  },
  keep_checkpoint: ({ id, name }) => {
    keepRevision(id, post(id).edit, "checkpoint", Date.now(), name);
    return revisionsOf(id)[0]?.id ?? 0;
  },
  name_revision: ({ id, name }) => {
    revisionBy(id).name = name;
    return null;
  },
  put_back: ({ id, revision }) => {
    const found = revisionsOf(id).find((one) => one.id === revision);
    const post = posts.find((one) => one.id === id);
    if (!found || !post) throw failure("not_found");
    keepRevision(id, post.edit, "replaced");
    post.edit = structuredClone(found.edit);
    post.version += 1;
    changed();
    return structuredClone(post);
  },
  discard_blank_post: ({ id }) => {
    const at = posts.findIndex((p) => p.id === id && !p.edit.title.trim() && !p.edit.body.trim());
    if (at >= 0) posts.splice(at, 1);
    changed();
    return null;
  },
  render_preview: ({ markdown }) => {
    const { blocks, ...counts } = samplePreview(markdown);
    return { state: 1, whole: true, at: 0, removed: 0, blocks: [...blocks], moved: 0, ...counts };
  },
  markdown_of: ({ html }) => plain(html).trim(),
  check_post: ({ title, body, https }) => sampleFindings(title, body, https),
  correct_typography: ({ title, body, language }) => sampleCorrection(title, body, language),
  publish_post: ({ id, request }) => {
    const found = post(id);
    if (!found.edit.title.trim() && !found.edit.body.trim()) throw failure("empty_post");
    if (found.version !== request.version) throw failure("stale");
    keepRevision(id, found.edit, "publish");
    for (const { blog, status, at } of request.targets) {
      let publication = found.publications.find((p) => p.blog === blog);
      if (!publication) {
        publication = newPublication(blog);
        found.publications.push(publication);
      }
      Object.assign(publication, {
        state: "waiting",
        wanted: status,
        at,
        cause: offline ? { cause: "offline" } : null,
      });
      if (!offline) later(found, publication);
    }
    changed();
    return structuredClone(found.publications);
  },
  call_off_publishing: () => ({ off: 0, late: 1 }),
  move_post: ({ id, from, to }) => {
    const found = post(id);
    const there = newPublication(to);
    found.publications.push(there);
    const old = found.publications.find((p) => p.blog === from);
    if (old) old.movesTo = there.blogName;
    later(found, there);
    changed();
    return structuredClone(found.publications);
  },
  call_off_move: ({ id, from }) => {
    const old = post(id).publications.find((p) => p.blog === from);
    if (!old?.movesTo) return { kind: "too_late" };
    old.movesTo = null;
    changed();
    return { kind: "on_both" };
  },
  known_terms: () => structuredClone(sampleTerms),
};
