// A slip set right everywhere at once: sent after a moment in which it can be called off.

import { asCommandError, call } from "../../../ipc";
import { t } from "../../../messages/index.svelte";
import { anyErrorText, errorText } from "../../../shared/errors";
import { toast } from "../../../shared/live.svelte";
import type { Writing } from "../writing.svelte";
import { updates } from "./plan";

/** Updates every blog whose text is another one, and says what it did, also that there are remarks. */
export async function updateEverywhere(writing: Writing, remarks: number): Promise<void> {
  const { id } = writing;
  try {
    const version = await writing.committed();
    // What was typed a moment ago makes the blogs' texts other ones.
    await writing.refresh();
    const targets = updates(writing.publications);
    if (targets.length === 0) {
      toast(t("write.updateNothing"));
      return;
    }
    const request = { version, targets, hold: true };
    writing.publications = await call("publish_post", { id, request });
    const n = targets.length;
    const said =
      remarks === 0
        ? t("write.updating", { n })
        : t("write.updatingWith", { n, remarks: t("checks.remarks", { n: remarks }) });
    toast(said, { label: t("write.undo"), run: () => void callOff(writing) });
  } catch (error) {
    const fault = asCommandError(error);
    toast(errorText(fault));
    if (fault.code === "stale") await writing.refresh();
  }
}

async function callOff(writing: Writing): Promise<void> {
  try {
    const { late } = await call("call_off_publishing", { id: writing.id });
    toast(late === 0 ? t("write.updateStopped") : t("write.updateLate", { n: late }));
    await writing.refresh();
  } catch (error) {
    toast(anyErrorText(error));
  }
}
