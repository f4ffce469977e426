import type { write as en } from "../en/write";
import type { Same } from "../index.svelte";

export const write: Same<typeof en> = {
  untitled: "Sans titre",
};
