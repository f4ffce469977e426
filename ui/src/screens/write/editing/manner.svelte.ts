// How the editor behaves for a post: its language, and what the writer likes.

import { preferences } from "../../../app/preferences.svelte";
import type { Manner } from "../../../editor/Editor.svelte";
import { call, type PostId } from "../../../ipc";
import { language } from "../../../messages/index.svelte";
import { taste } from "../taste.svelte";

/** Languages that can be chosen for a post; each that has a dictionary on this system is spelled. */
export const LANGUAGES = ["fr", "en", "de", "es", "it", "nl", "pt", "ar", "fa", "he"] as const;

/** The name of a language in the interface's. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([language.code], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(language.code) + name.slice(1);
}

/** Whether typography is set as one types: as chosen, else as posts are published. */
export function typesetting(): boolean {
  return taste.typing ?? (preferences.now?.typography ?? null) !== null;
}

/** The language of the open post. */
class PostLanguage {
  #chosen = $state<string | null>(null);
  #post: PostId | null = null;

  /** As chosen; else that of new posts; else that of the typography posts are published with; else
   * the interface's. */
  get tag(): string {
    const { now } = preferences;
    return this.#chosen ?? now?.chosen.spelling ?? now?.typography ?? language.code;
  }

  /** Another post is open. */
  async open(post: PostId): Promise<void> {
    this.#post = post;
    this.#chosen = null;
    try {
      const kept = await call("post_language", { id: post });
      if (this.#post === post) this.#chosen = kept;
    } catch {
      // The usual language is a good guess.
    }
  }

  /** The writer chose; rejects with a `CommandError` when that could not be kept. */
  async choose(tag: string): Promise<void> {
    const post = this.#post;
    this.#chosen = tag;
    if (post !== null) await call("set_post_language", { id: post, language: tag });
  }
}

/** The language of the open post. */
export const postLanguage = new PostLanguage();

/** How the editor behaves now. */
export function manner(): Manner {
  const { tag } = postLanguage;
  const known = tag === "fr" || tag === "en" ? tag : null;
  return {
    language: tag,
    typography: typesetting() ? known : null,
    typewriter: taste.typewriter,
    focus: taste.focus,
  };
}
