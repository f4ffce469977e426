// Generated from src-tauri/commands/mod.rs. Do not edit.

export type BlogId = number;
export type PostId = number;
export type PublicationId = number;
export type CommentId = number;
export type JobId = number;

export type Shelf = "drafts" | "scheduled" | "published" | "trash";
export type PublishStatus = "draft" | "publish";
export type RemoteStatus =
  | "draft"
  | "pending"
  | "private"
  | "scheduled"
  | "published"
  | "trash"
  | { other: string };
export type PublicationState = "waiting" | "sent" | "needs_you";
export type CommentStatus = "pending" | "approved" | "spam" | "trash";
export type Decision = "approve" | "hold" | "spam" | "trash";
export type BlogHealth = "fine" | "unreachable" | "sign_in";
export type Capabilities = {
  draft: boolean;
  publish: boolean;
  schedule: boolean;
  createTerms: boolean;
  moderate: boolean;
  reply: boolean;
  keepsHtml: boolean;
};
export type Cause =
  | { cause: "offline" }
  | { cause: "busy" }
  | { cause: "sign_in" }
  | { cause: "not_allowed" }
  | { cause: "no_secret" }
  | { cause: "gone" }
  | { cause: "changed_elsewhere" }
  | { cause: "decided_elsewhere"; now: CommentStatus }
  | { cause: "found_twice" }
  | { cause: "refused"; message: string }
  | { cause: "local_images"; first: string }
  | { cause: "gave_up" };

export type ErrorCode =
  | "bad_address"
  | "blog_exists"
  | "busy"
  | "cannot_reply"
  | "disk_full"
  | "empty_post"
  | "empty_reply"
  | "gone"
  | "library"
  | "local_images"
  | "lost"
  | "moved"
  | "needs_https"
  | "no_answer"
  | "no_blog"
  | "no_blog_chosen"
  | "no_secret"
  | "not_allowed"
  | "not_found"
  | "refused"
  | "sign_in"
  | "too_late"
  | "unreachable";
export type Recovery = "edit" | "try_again" | "sign_in" | "none";
export type CommandError = {
  code: ErrorCode;
  names: { [key in string]: string };
  recovery: Recovery;
  message: string;
};

export type Cursor = { at: number; id: number };

export type PostFilter = { shelf: Shelf; query: string | null; after: Cursor | null };
export type PostPage = { rows: Array<PostRowView>; next: Cursor | null };
export type PostRowView = {
  id: PostId;
  title: string;
  snippet: string;
  words: number;
  updatedAt: number;
  state: PublicationState | null;
  blogs: Array<BlogId>;
};
export type PostEdit = {
  title: string;
  body: string;
  slug: string;
  excerpt: string;
  tags: Array<string>;
  categories: Array<string>;
};
export type PostDetail = {
  id: PostId;
  edit: PostEdit;
  version: number;
  shelf: Shelf;
  updatedAt: number;
  publications: Array<PublicationView>;
};
export type PublicationView = {
  id: PublicationId;
  blog: BlogId;
  blogName: string;
  state: PublicationState;
  cause: Cause | null;
  status: RemoteStatus | null;
  url: string | null;
  wanted: PublishStatus;
  at: number | null;
  editedSince: boolean;
};
export type SavedView = { version: number; collided: boolean; at: number };
export type Preview = {
  blocks: Array<PreviewBlock>;
  words: number;
  characters: number;
  minutes: number;
};
export type PreviewBlock = { key: string; line: number; html: string };
export type PublishRequest = { blogs: Array<BlogId>; status: PublishStatus; at: number | null };
export type Terms = { tags: Array<string>; categories: Array<string> };

export type CommentFilter = {
  status: CommentStatus | null;
  blog: BlogId | null;
  query: string | null;
  after: Cursor | null;
};
export type CommentPage = { rows: Array<CommentRowView>; next: Cursor | null };
export type CommentRowView = {
  id: CommentId;
  author: string;
  snippet: string;
  blogName: string;
  postTitle: string;
  status: CommentStatus;
  writtenAt: number;
};
export type CommentView = {
  id: CommentId;
  author: string;
  isMine: boolean;
  html: string;
  status: CommentStatus;
  writtenAt: number;
  depth: number;
  waiting: boolean;
};
export type AuthorView = {
  name: string;
  email: string;
  url: string;
  approved: number;
  pending: number;
  spam: number;
  trash: number;
  firstSeen: number | null;
};
export type CommentDetail = {
  id: CommentId;
  blog: BlogId;
  blogName: string;
  postTitle: string;
  postUrl: string;
  postSnippet: string;
  commentsOnPost: number;
  url: string;
  thread: Array<CommentView>;
  author: AuthorView;
  canModerate: boolean;
  canReply: boolean;
};
export type Stroke = { stroke: string; count: number; grace: number };
export type Undone = { undone: number; tooLate: number };

export type BlogView = {
  id: BlogId;
  name: string;
  home: string;
  platform: string;
  username: string;
  accountName: string;
  capabilities: Capabilities;
  health: BlogHealth;
  syncedAt: number | null;
};
export type FoundBlog = {
  name: string;
  home: string;
  platform: string;
  secure: boolean;
  takesPasswords: boolean;
  passwordPage: string;
};

export type JobActivity =
  | { activity: "publish" }
  | { activity: "trash" }
  | { activity: "decide"; decision: Decision }
  | { activity: "reply" };
export type JobStateView = "queued" | "sending" | "done" | "retry" | "failed" | "unknown";
export type JobView = {
  id: JobId;
  blog: BlogId;
  blogName: string;
  activity: JobActivity;
  about: string;
  state: JobStateView;
  cause: Cause | null;
  attempts: number;
  dueAt: number;
  createdAt: number;
  post: PostId | null;
  comment: CommentId | null;
  url: string | null;
};

export type BlogSummary = { id: BlogId; name: string; health: BlogHealth };
export type SendingView = {
  waiting: number;
  sending: number;
  needsYou: number;
  offline: boolean;
};
export type SyncView = { blogName: string; fetched: number; total: number | null };
export type Overview = {
  drafts: number;
  scheduled: number;
  published: number;
  trash: number;
  waiting: number;
  approved: number;
  spam: number;
  trashedComments: number;
  blogs: Array<BlogSummary>;
  sending: SendingView;
  sync: SyncView | null;
  setAside: string | null;
};

export type Language = "system" | "en" | "fr";
export type Theme = "system" | "light" | "dark";
export type Preferences = { language: Language; theme: Theme };
export type PreferencesView = {
  chosen: Preferences;
  language: string;
  keychain: boolean;
  library: string;
  version: string;
};

export interface Commands {
  overview: { args: Record<string, never>; result: Overview };
  list_posts: { args: { filter: PostFilter }; result: PostPage };
  get_post: { args: { id: PostId }; result: PostDetail };
  create_post: { args: Record<string, never>; result: PostDetail };
  save_post: { args: { id: PostId; from: number; edit: PostEdit }; result: SavedView };
  trash_post: { args: { id: PostId; everywhere: boolean }; result: null };
  restore_post: { args: { id: PostId }; result: null };
  discard_blank_post: { args: { id: PostId }; result: null };
  render_preview: { args: { markdown: string }; result: Preview };
  publish_post: {
    args: { id: PostId; request: PublishRequest };
    result: Array<PublicationView>;
  };
  known_terms: { args: Record<string, never>; result: Terms };
  list_comments: { args: { filter: CommentFilter }; result: CommentPage };
  get_comment: { args: { id: CommentId }; result: CommentDetail };
  decide: { args: { ids: Array<CommentId>; decision: Decision }; result: Stroke };
  undo_stroke: { args: { stroke: string }; result: Undone };
  reply: { args: { id: CommentId; text: string }; result: null };
  render_reply: { args: { text: string }; result: string };
  list_blogs: { args: Record<string, never>; result: Array<BlogView> };
  find_blog: { args: { address: string }; result: FoundBlog };
  add_blog: { args: { address: string; username: string; password: string }; result: BlogView };
  check_blog: { args: { id: BlogId }; result: BlogView };
  sign_in_again: { args: { id: BlogId; password: string }; result: BlogView };
  remove_blog: { args: { id: BlogId }; result: null };
  fetch_now: { args: { blog: BlogId | null }; result: null };
  stop_fetching: { args: Record<string, never>; result: null };
  list_jobs: { args: Record<string, never>; result: Array<JobView> };
  retry_job: { args: { id: JobId }; result: null };
  cancel_job: { args: { id: JobId }; result: null };
  send_anyway: { args: { id: JobId }; result: null };
  preferences: { args: Record<string, never>; result: PreferencesView };
  set_preferences: { args: { preferences: Preferences }; result: PreferencesView };
  ready_to_close: { args: Record<string, never>; result: null };
  open_address: { args: { address: string }; result: null };
}
