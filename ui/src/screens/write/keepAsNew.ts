// The post on the desk was deleted elsewhere: its words begin a new one.

import { go } from "../../app/view.svelte";
import { call } from "../../ipc";
import { anyErrorText } from "../../shared/errors";
import { toast } from "../../shared/live.svelte";
import { putAway } from "./desk.svelte";
import type { Writing } from "./writing.svelte";

/** Saves the text as a new draft and opens that. The old text leaves the desk only when it is saved. */
export async function keepAsNew(writing: Writing): Promise<void> {
  const edit = writing.edit();
  try {
    const fresh = await call("create_post", {});
    await call("save_post", { id: fresh.id, from: fresh.version, edit });
    putAway();
    go({ screen: "posts", shelf: "drafts", post: fresh.id });
  } catch (error) {
    toast(anyErrorText(error));
  }
}
