// A backend of sample data in the page, for working on the look of things without the desktop.
// Not part of the build. In the address: ?lang=fr|en&theme=light|dark&empty=1&offline=1&disk=full
// &jobs=all|none&sync=1&keychain=none&late=1&merge=long|offline|stale

import { exported, report } from "./exchange";
import type {
  BlogView,
  CommandError,
  Commands,
  CommentStatus,
  ErrorCode,
  JobView,
  LibraryView,
  PostDetail,
  PostEdit,
  PostId,
  Preferences,
  Typography,
  PublicationView,
  RevisionId,
  RevisionReason,
  Shelf,
  SyncView,
} from "../src/ipc/generated";
import { sampleBlogs } from "./blogs";
import { sampleCorrection, sampleFindings } from "./checks";
import { hoursAgo, minutesAgo } from "./clock";
import { sampleComments, type SampleComment } from "./comments";
import { samplePreview } from "./markdown";
import { sampleConflict } from "./merge";
import { everyJob } from "./outbox";
import { samplePosts, sampleTerms } from "./posts";

const asked = new URLSearchParams(location.search);
const empty = asked.has("empty");
const offline = asked.has("offline");
const PAGE = 60;

const posts: PostDetail[] = empty ? [] : samplePosts();
const blogs: BlogView[] = empty ? [] : sampleBlogs();
const comments: SampleComment[] = empty ? [] : sampleComments();
const jobs: JobView[] =
  empty || asked.get("jobs") === "none"
    ? []
    : asked.get("jobs") === "all"
      ? everyJob()
      : sampleJobs();
const begun = new Map<number, string>();
const revisions = new Map<PostId, Kept[]>();
const strokes = new Map<string, [number, CommentStatus][]>();
const heard = new Map<string, ((payload: unknown) => void)[]>();
let typography: Typography | null = null;
let embeds = ["player.vimeo.com", "umap.openstreetmap.fr", "www.youtube.com"];
let chosen: Preferences = {
  language: (asked.get("lang") as Preferences["language"]) ?? "fr",
  theme: (asked.get("theme") as Preferences["theme"]) ?? "light",
};
const library: LibraryView = {
  folder: "/home/helene/.local/share/billet",
  bytes: 12_345_678,
  lastBackup: { path: "/home/helene/.local/share/billet/backups", madeAt: hoursAgo(9) },
};
let nextId = 1000;
// What goes wrong once.
let trouble = asked.get("merge");
let fetching: SyncView | null = asked.has("sync")
  ? { blog: 1, blogName: "Carnet du réseau", fetched: 120, total: 400 }
  : null;

type Kept = { id: RevisionId; at: number; reason: RevisionReason; edit: PostEdit };

type Fake = {
  [K in keyof Commands]: (
    args: Commands[K]["args"],
  ) => Commands[K]["result"] | Promise<Commands[K]["result"]>;
};

const fake: Fake = {
  overview: () => ({
    drafts: on("drafts"),
    scheduled: on("scheduled"),
    published: on("published"),
    trash: on("trash"),
    waiting: comments.filter((c) => c.status === "pending").length,
    approved: comments.filter((c) => c.status === "approved").length,
    spam: comments.filter((c) => c.status === "spam").length,
    trashedComments: comments.filter((c) => c.status === "trash").length,
    blogs: blogs.map(({ id, name, health }) => ({ id, name, health })),
    sending: {
      waiting: jobs.filter((j) => j.state === "queued" || j.state === "retry").length,
      sending: jobs.filter((j) => j.state === "sending").length,
      needsYou: offline ? 0 : jobs.filter((j) => j.state === "failed").length,
      offline,
    },
    sync: fetching,
    library: {
      recovered: asked.has("aside")
        ? { path: asked.get("aside") ?? "", posts: 112, comments: 1204, whole: false }
        : null,
      newer: asked.has("newer"),
      backupFailed: asked.has("nobackup") ? "no_backup" : null,
    },
  }),
  list_posts: ({ filter }) => {
    const sought = (filter.query ?? "").toLowerCase();
    const rows = posts
      .filter((p) => p.shelf === filter.shelf)
      .filter((p) => `${p.edit.title} ${p.edit.body}`.toLowerCase().includes(sought))
      .sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
      .filter((p) => filter.after === null || p.updatedAt < filter.after.at)
      .slice(0, PAGE)
      .map((p) => ({
        id: p.id,
        title: p.edit.title,
        snippet: p.edit.body.replace(/[#*_>[\]]/g, "").slice(0, 160),
        words: samplePreview(p.edit.body).words,
        updatedAt: p.updatedAt,
        state:
          p.publications.find((x) => x.state !== "sent")?.state ?? p.publications[0]?.state ?? null,
        blogs: p.publications.map((x) => x.blog),
      }));
    const last = rows.at(-1);
    const next = rows.length === PAGE && last ? { at: last.updatedAt, id: last.id } : null;
    return { rows, next };
  },
  get_post: ({ id }) => structuredClone(post(id)),
  create_post: () => {
    const fresh: PostDetail = {
      id: (nextId += 1),
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
  list_revisions: ({ id }) =>
    revisionsOf(id).map(({ edit, ...revision }) => ({
      ...revision,
      title: edit.title,
      snippet: edit.body.slice(0, 160),
      words: samplePreview(edit.body).words,
    })),
  get_revision: ({ id }) => {
    const found = [...revisions.values()].flat().find((revision) => revision.id === id);
    if (!found) throw failure("not_found");
    return structuredClone(found.edit);
  },
  put_back: ({ id, revision }) => {
    const found = revisionsOf(id).find((one) => one.id === revision);
    const post = posts.find((one) => one.id === id);
    if (!found || !post) throw failure("not_found");
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
  known_terms: () => structuredClone(sampleTerms),
  list_comments: ({ filter }) => {
    const sought = (filter.query ?? "").toLowerCase();
    const rows = comments
      .filter((c) => filter.status === null || c.status === filter.status)
      .filter((c) => filter.blog === null || c.blog === filter.blog)
      .filter((c) => `${c.author} ${plain(c.html)}`.toLowerCase().includes(sought))
      .sort((a, b) => b.writtenAt - a.writtenAt)
      .filter((c) => filter.after === null || c.writtenAt < filter.after.at)
      .slice(0, PAGE);
    const last = rows.at(-1);
    return {
      rows: rows.map(({ id, author, html, blogName, postTitle, status, writtenAt }) => ({
        id,
        author,
        blogName,
        postTitle,
        status,
        writtenAt,
        snippet: plain(html).slice(0, 200),
      })),
      next: rows.length === PAGE && last ? { at: last.writtenAt, id: last.id } : null,
    };
  },
  get_comment: ({ id }) => {
    const it = comment(id);
    const thread: SampleComment[] = [it];
    for (let up = it.parent; up !== null; up = thread[0]?.parent ?? null)
      thread.unshift(comment(up));
    thread.push(...comments.filter((c) => c.parent === id));
    const own = comments.filter((c) => c.author === it.author && c.author !== "");
    const with_ = (s: CommentStatus) => own.filter((c) => c.status === s).length;
    return {
      id,
      blog: it.blog,
      blogName: it.blogName,
      postTitle: it.postTitle,
      postUrl: it.postUrl,
      postSnippet: "Jeudi, la petite salle était comble : signe que le sujet compte…",
      commentsOnPost: 14,
      url: `${it.postUrl}#comment-${id}`,
      thread: thread.map((c) => ({
        id: c.id,
        author: c.author,
        isMine: c.isMine,
        html: c.html,
        status: c.status,
        writtenAt: c.writtenAt,
        waiting: c.waiting,
        depth: c.parent === null ? 0 : comment(c.parent).parent === null ? 1 : 2,
      })),
      author: {
        name: it.author,
        email: it.email,
        url: it.url,
        approved: with_("approved") + (it.email ? 6 : 0),
        pending: with_("pending"),
        spam: with_("spam"),
        trash: with_("trash"),
        firstSeen: it.email ? hoursAgo(24 * 600) : null,
      },
      canModerate: it.blog !== 3,
      canReply: it.status === "pending" || it.status === "approved",
    };
  },
  decide: ({ ids, decision }) => {
    const stroke = `stroke-${(nextId += 1)}`;
    const to = ({ approve: "approved", hold: "pending", spam: "spam", trash: "trash" } as const)[
      decision
    ];
    strokes.set(
      stroke,
      ids.map((id) => [id, comment(id).status]),
    );
    for (const id of ids) comment(id).status = to;
    changed();
    return { stroke, count: ids.length, grace: 8000 };
  },
  undo_stroke: ({ stroke }) => {
    const back = asked.has("late") ? [] : (strokes.get(stroke) ?? []);
    for (const [id, status] of back) comment(id).status = status;
    strokes.delete(stroke);
    changed();
    return { undone: back.length, tooLate: asked.has("late") ? 1 : 0 };
  },
  reply: ({ id, text }) => {
    if (!text.trim()) throw failure("empty_reply");
    begun.delete(id);
    const to = comment(id);
    if (to.status === "pending") to.status = "approved";
    comments.push({
      ...to,
      id: (nextId += 1),
      parent: id,
      author: "Marianne",
      email: "",
      isMine: true,
      html: `<p>${text}</p>`,
      status: "approved",
      writtenAt: Date.now(),
      waiting: true,
    });
    changed();
    return null;
  },
  begun_replies: () => [...begun].map(([id, text]) => ({ id, text })),
  keep_reply: ({ id, text }) => {
    if (text.trim() === "") begun.delete(id);
    else begun.set(id, text);
    return null;
  },
  render_reply: ({ text }) =>
    samplePreview(text)
      .blocks.map((b) => b.html)
      .join("\n"),
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
      id: (nextId += 1),
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
  list_jobs: () => structuredClone(jobs),
  retry_job: ({ id }) => {
    const found = jobs.find((j) => j.id === id);
    if (found) Object.assign(found, { state: "sending", cause: null });
    changed();
    return null;
  },
  cancel_job: ({ id }) => {
    const taken = jobs.find((j) => j.id === id);
    if (taken?.activity.activity === "reply") begun.set(taken.comment ?? 1, "Merci, à jeudi !");
    jobs.splice(
      jobs.findIndex((j) => j.id === id),
      1,
    );
    changed();
    return taken?.state === "unknown" ? "may_be_there" : "nothing_sent";
  },
  job_contents: ({ id }) => ({
    title: jobs.find((j) => j.id === id)?.about ?? "",
    html: "<p>Les premiers mots.</p>",
    words: "Les premiers mots.",
    status: "publish",
    at: null,
  }),
  send_anyway: ({ id }) => fake.retry_job({ id }),
  conflict_of: async ({ job }) => {
    await pause(700);
    if (trouble === "offline") {
      trouble = null;
      throw failure("unreachable", { host: "maison.example.org" });
    }
    return sampleConflict(job, asked.get("merge"));
  },
  resolve_conflict: async ({ job, body }) => {
    await pause(300);
    if (trouble === "stale") {
      trouble = null;
      throw failure("stale");
    }
    console.info("merged", body);
    return fake.retry_job({ id: job });
  },
  preferences: () => preferences(),
  set_preferences: ({ preferences: next }) => {
    chosen = next;
    return preferences();
  },
  set_typography: ({ language }) => {
    typography = language;
    return preferences();
  },
  set_embeds: ({ hosts }) => {
    embeds = hosts;
    return preferences();
  },
  library: () => library,
  back_up_now: () => {
    library.lastBackup = { path: "/home/helene/.local/share/billet/backups", madeAt: Date.now() };
    return library;
  },
  choose_path: () => "/home/helene/carnet.xml",
  look_at_import: () => report,
  run_import: () => report,
  run_export: () => exported,
  exchange_progress: () => null,
  stop_exchange: () => null,
  ready_to_close: () => null,
  stay_open: () => null,
  open_address: ({ address }) => {
    console.info("would open", address);
    return null;
  },
};

/** The desktop's `invoke`, answered from the samples. */
export async function invoke(name: string, args: Record<string, unknown>): Promise<unknown> {
  await pause(4);
  const command = fake[name as keyof Commands] as (args: unknown) => unknown;
  return command(structuredClone(args));
}

/** The desktop's `listen`. `window.fakeEvent(name, payload)` sends one. */
export function listen(event: string, fn: (payload: unknown) => void): () => void {
  heard.set(event, [...(heard.get(event) ?? []), fn]);
  return () =>
    heard.set(
      event,
      (heard.get(event) ?? []).filter((f) => f !== fn),
    );
}

Object.assign(window, {
  fakeEvent: (name: string, payload: unknown) => heard.get(name)?.forEach((fn) => fn(payload)),
  fakePosts: posts,
  fakeBegun: begun,
});

function changed() {
  setTimeout(() => heard.get("changed")?.forEach((fn) => fn(null)), 5);
}

function later(found: PostDetail, publication: PublicationView) {
  setTimeout(() => {
    const blog = blogs.find((b) => b.id === publication.blog);
    if (blog?.health === "sign_in") {
      Object.assign(publication, { state: "needs_you", cause: { cause: "sign_in" } });
    } else {
      const status =
        publication.wanted === "draft"
          ? "draft"
          : publication.at !== null && publication.at > Date.now()
            ? "scheduled"
            : "published";
      Object.assign(publication, {
        state: "sent",
        cause: null,
        status,
        editedSince: false,
        url: `${blog?.home ?? ""}2026/11/${found.edit.slug || "billet"}/`,
      });
      if (status !== "draft") found.shelf = status;
    }
    changed();
  }, 1500);
}

function newPublication(blog: number): PublicationView {
  return {
    id: (nextId += 1),
    blog,
    blogName: blogs.find((b) => b.id === blog)?.name ?? "",
    state: "waiting",
    cause: null,
    status: null,
    url: null,
    wanted: "publish",
    at: null,
    editedSince: false,
  };
}

function keepRevision(id: PostId, edit: PostEdit, reason: RevisionReason, at = Date.now()) {
  const kept = { id: (nextId += 1), at, reason, edit: structuredClone(edit) };
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

function on(shelf: Shelf): number {
  return posts.filter((p) => p.shelf === shelf).length;
}

function post(id: number): PostDetail {
  const found = posts.find((p) => p.id === id);
  if (!found) throw failure("not_found");
  return found;
}

function comment(id: number): SampleComment {
  const found = comments.find((c) => c.id === id);
  if (!found) throw failure("not_found");
  return found;
}

function move(id: number, shelf: Shelf): null {
  post(id).shelf = shelf;
  changed();
  return null;
}

function preferences() {
  const language = chosen.language === "system" ? "fr" : chosen.language;
  return {
    chosen,
    language,
    typography,
    embeds,
    keychain: asked.get("keychain") !== "none",
    library: "/home/marianne/.local/share/billet",
    version: "0.1.0",
  };
}

function plain(html: string): string {
  return html.replace(/<[^>]+>/g, "");
}

function failure(code: ErrorCode, names: Record<string, string> = {}): CommandError {
  const again: ErrorCode[] = ["disk_full", "library", "lost", "no_answer", "unreachable", "busy"];
  return {
    code,
    names,
    recovery: again.includes(code) ? "try_again" : "edit",
    message: `sample: ${code}`,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function sampleJobs(): JobView[] {
  const job = (id: number, more: Partial<JobView>): JobView => ({
    id,
    blog: 1,
    blogName: "Carnet du réseau",
    activity: { activity: "publish" },
    about: "La salle rouvre samedi",
    state: "queued",
    cause: null,
    attempts: 0,
    dueAt: Date.now(),
    createdAt: minutesAgo(6),
    post: 6,
    comment: null,
    url: null,
    ...more,
  });
  if (offline) {
    return [
      job(1, { state: "retry", cause: { cause: "offline" }, attempts: 3, dueAt: minutesAgo(-4) }),
      job(2, {
        activity: { activity: "reply" },
        about: "Camille Roux",
        state: "retry",
        cause: { cause: "offline" },
        attempts: 1,
      }),
    ];
  }
  return [
    job(3, {
      blog: 2,
      blogName: "La Maison bleue",
      about: "Trois leçons d’une collecte d’hiver",
      post: 2,
      state: "failed",
      cause: { cause: "changed_elsewhere" },
      attempts: 1,
    }),
    job(4, {
      activity: { activity: "decide", decision: "approve" },
      about: "Lectrice 4",
      state: "done",
      attempts: 1,
      createdAt: hoursAgo(3),
      post: null,
      comment: 203,
    }),
    job(5, {
      state: "done",
      attempts: 1,
      createdAt: hoursAgo(5),
      url: "https://carnet.example.org/2026/11/la-salle-rouvre/",
    }),
  ];
}
