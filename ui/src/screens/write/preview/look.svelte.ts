// How a blog shows posts: what the core has of it, and the fetching of it. One for the open post.

import {
  asCommandError,
  call,
  onChanged,
  type BlogId,
  type BlogView,
  type CommandError,
  type LookProgress,
  type LookView,
  type PostKind,
} from "../../../ipc";
import { anyErrorText } from "../../../shared/errors";
import { announce, toast } from "../../../shared/live.svelte";
import { t } from "../../../messages/index.svelte";

/** The look of the preview. */
export class Look {
  /** The blogs whose look it may have. */
  blogs = $state.raw<BlogView[]>([]);
  /** The page that is shown; null for the plain preview. */
  page = $state.raw<LookView | null>(null);
  /** What is fetched, if anything is. */
  progress = $state.raw<LookProgress | null>(null);
  /** Why it could not be fetched. */
  error = $state.raw<CommandError | null>(null);

  #chosen = $state<BlogId | null>(null);
  #kind: () => PostKind;
  /** Names the last question; answers to others are late. */
  #turn = 0;
  #ends: () => void;
  #ended = false;

  /** `kind` gives the kind of the post when it is asked for. */
  constructor(kind: () => PostKind) {
    this.#kind = kind;
    this.#ends = onChanged(() => void this.#look());
    void this.#begin();
  }

  /** The blog whose look is wanted; null for the plain preview. */
  get chosen(): BlogView | null {
    return this.blogs.find((blog) => blog.id === this.#chosen) ?? null;
  }

  /** Nothing is asked any more. */
  end(): void {
    this.#ended = true;
    this.#turn += 1;
    this.#ends();
    if (this.progress) this.stop();
  }

  /** Another look, for this library. */
  choose(blog: BlogId | null): void {
    this.#chosen = blog;
    call("choose_look", { blog }).catch((error: unknown) => toast(anyErrorText(error)));
    if (this.progress) this.stop();
    void this.#show();
  }

  /** Fetches it anew; what is shown stays until it has come. */
  async refresh(): Promise<void> {
    const blog = this.chosen;
    if (blog === null) return;
    const turn = (this.#turn += 1);
    this.error = null;
    this.progress = { blog: blog.id, done: 0, total: 1 };
    try {
      const page = await call("fetch_look", { blog: blog.id, kind: this.#kind() });
      if (this.#turn !== turn) return;
      if (page !== null) {
        this.page = page;
        announce(t("preview.shownAs", { blog: blog.name }));
      } else if (this.page === null) this.#chosen = null;
    } catch (error) {
      if (this.#turn === turn) this.error = asCommandError(error);
    }
    if (this.#turn === turn) this.progress = null;
  }

  /** Stops fetching it; what was fetched before stays. */
  stop(): void {
    call("stop_look", {}).catch((error: unknown) => toast(anyErrorText(error)));
  }

  async #begin(): Promise<void> {
    try {
      const [blogs, chosen] = await Promise.all([call("list_blogs", {}), call("chosen_look", {})]);
      this.blogs = blogs;
      this.#chosen = chosen;
    } catch {
      // The plain preview needs none of it.
      return;
    }
    if (!this.#ended) await this.#show();
  }

  /** What was fetched before; else it is fetched. */
  async #show(): Promise<void> {
    const turn = (this.#turn += 1);
    this.error = null;
    this.progress = null;
    const blog = this.chosen;
    let kept: LookView | null = null;
    if (blog !== null) {
      try {
        kept = await call("look", { blog: blog.id, kind: this.#kind() });
      } catch {
        // As if it had never been fetched.
      }
      if (this.#turn !== turn) return;
    }
    this.page = kept;
    if (blog !== null && kept === null) await this.refresh();
  }

  /** Something changed: how far the fetch is, and which blogs there are. */
  async #look(): Promise<void> {
    const turn = this.#turn;
    try {
      if (this.progress) {
        const progress = await call("look_progress", {});
        if (this.#turn === turn && this.progress && progress) this.progress = progress;
      } else {
        const blogs = await call("list_blogs", {});
        if (this.#turn === turn) this.blogs = blogs;
      }
    } catch {
      // The next change asks again.
    }
  }
}
