// The line that tells the truth about sending. Pure: numbers in, a sentence out.

import type { SendingView } from "../ipc";
import { t } from "../messages/index.svelte";

/** What the line says, and the colour of its dot. */
export type SendingLine = { text: string; tone: "ok" | "warn" | "accent" | "none" };

/** `batch` is the most jobs that were open at once since the outbox was last empty. */
export function sendingLine(sending: SendingView, batch: number, blogs: number): SendingLine {
  const open = sending.waiting + sending.sending;
  if (sending.needsYou > 0) {
    return { text: t("app.needsYou", { n: sending.needsYou }), tone: "accent" };
  }
  if (sending.offline && sending.sending === 0) {
    return { text: t("app.offlineWaiting", { n: sending.waiting }), tone: "warn" };
  }
  if (sending.sending > 0) {
    const text =
      batch > 1
        ? t("app.sendingOf", { k: Math.max(1, batch - open + 1), n: batch })
        : t("app.sending", { n: sending.sending });
    return { text, tone: "warn" };
  }
  if (sending.waiting > 0) {
    return { text: t("app.waitingToSend", { n: sending.waiting }), tone: "warn" };
  }
  if (blogs === 0) return { text: t("app.noBlogYet"), tone: "none" };
  return { text: t("app.allSent"), tone: "ok" };
}

/** The batch after the numbers changed. */
export function nextBatch(batch: number, sending: SendingView): number {
  const open = sending.waiting + sending.sending;
  return open === 0 ? 0 : Math.max(batch, open);
}
