// Addresses open in the reader's browser, never in the window.

import { call } from "../../../ipc";
import { anyErrorText } from "../../../shared/errors";
import { toast } from "../../../shared/live.svelte";

/** Opens it, or says why not. */
export async function openAddress(address: string | null): Promise<void> {
  if (address === null) return;
  try {
    await call("open_address", { address });
  } catch (error) {
    toast(anyErrorText(error));
  }
}
