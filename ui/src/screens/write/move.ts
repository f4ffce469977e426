// Calling a move to another blog off, and what came of it.

import { call, type BlogId, type CalledOffView, type PostId } from "../../ipc";
import { t, type Key } from "../../messages/index.svelte";
import { anyErrorText } from "../../shared/errors";
import { toast } from "../../shared/live.svelte";

/** What is said of a move that was called off. */
export function calledOff(off: CalledOffView): Key {
  switch (off.kind) {
    case "too_late":
      return "write.moveOff.late";
    case "on_both":
      return "write.moveOff.both";
    case "stays":
      if (off.there === "draft_there") return "write.moveOff.draft";
      return off.there === "may_be_there" ? "write.moveOff.perhaps" : "write.moveOff.stays";
  }
}

/** Calls it off, as far as it has not happened, and says so. */
export async function callOffMove(id: PostId, from: BlogId, name: string): Promise<void> {
  try {
    const off = await call("call_off_move", { id, from });
    toast(t(calledOff(off), { from: name }));
  } catch (error) {
    toast(anyErrorText(error));
  }
}
