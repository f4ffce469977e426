// The moderation desk, in the sample backend.

import type { CommentStatus } from "../../src/ipc/generated";
import { hoursAgo } from "../clock";
import type { SampleComment } from "../comments";
import { samplePreview } from "../markdown";
import {
  asked,
  begun,
  changed,
  comment,
  comments,
  failure,
  nextId,
  PAGE,
  plain,
  strokes,
  type Part,
} from "./state";

export const commentCommands: Part<
  | "list_comments"
  | "get_comment"
  | "decide"
  | "undo_stroke"
  | "reply"
  | "begun_replies"
  | "keep_reply"
  | "render_reply"
> = {
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
    const stroke = `stroke-${nextId()}`;
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
      id: nextId(),
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
};
