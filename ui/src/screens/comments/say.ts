/** What happened on the desk, in words: the toast to see, the announcement to hear. */
import { call } from "../../ipc";
import { t } from "../../messages/index.svelte";
import { announce, toast } from "../../shared/live.svelte";
import type { Told } from "./told";

/** Tells it. `undo` is what the toast offers after a decision. */
export async function say(told: Told, undo: () => void): Promise<void> {
  switch (told.what) {
    case "decided": {
      const text = t(`comments.decided.${told.decision}`, { n: told.count });
      const left = await waiting();
      toast(text, { label: t("comments.undoKey"), run: undo }, told.grace);
      announce(`${text} ${left}`);
      break;
    }
    case "left-waiting":
      announce(t("comments.leftWaiting"));
      break;
    case "undone":
      toast(undoneText(told.undone, told.tooLate));
      break;
    case "nothing-to-undo":
      toast(t("comments.nothingToUndo"), undefined, 3000);
      break;
    case "replied":
      toast(t(told.approved ? "comments.repliedApproved" : "comments.replied"));
      break;
  }
}

function undoneText(undone: number, tooLate: number): string {
  if (tooLate === 0) return t("comments.undone", { n: undone });
  if (undone === 0) return t("comments.tooLate");
  return t("comments.tooLateSome", { n: tooLate });
}

/** "6 waiting.", asked afresh: the sidebar's count may be a moment behind. */
async function waiting(): Promise<string> {
  try {
    const { waiting: n } = await call("overview", {});
    return n === 0 ? t("comments.noneWaiting") : t("comments.nowWaiting", { n });
  } catch {
    return "";
  }
}
