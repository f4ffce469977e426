// Back from the trash: here at once, on the blogs as far as the removal had not left.

import { call, type PostId } from "../../ipc";
import { t } from "../../messages/index.svelte";
import { anyErrorText } from "../../shared/errors";
import { toast } from "../../shared/live.svelte";

/** Puts it back and says how far that went. Whether it is back. */
export async function restorePost(id: PostId): Promise<boolean> {
  try {
    const { tooLate } = await call("restore_post", { id });
    toast(tooLate > 0 ? t("write.restoredHere", { n: tooLate }) : t("write.restored"));
    return true;
  } catch (error) {
    toast(anyErrorText(error));
    return false;
  }
}
