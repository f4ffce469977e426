// A new draft, from wherever one is.

import { call } from "../ipc";
import { toast } from "../shared/live.svelte";
import { anyErrorText } from "../shared/errors";
import { go } from "./view.svelte";

let beginning = false;

/** Begins a draft and opens it. A second call before the first is done does nothing. */
export async function newPost(): Promise<void> {
  if (beginning) return;
  beginning = true;
  try {
    const post = await call("create_post", {});
    go({ screen: "posts", shelf: "drafts", post: post.id });
  } catch (error) {
    toast(anyErrorText(error));
  } finally {
    beginning = false;
  }
}
