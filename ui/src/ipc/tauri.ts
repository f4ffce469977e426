// The desktop side of the door. `npm run fake` swaps this one file for dev/fake.ts.

import { invoke as tauriInvoke } from "@tauri-apps/api/core";
import { listen as tauriListen } from "@tauri-apps/api/event";

export function invoke(name: string, args: Record<string, unknown>): Promise<unknown> {
  return tauriInvoke(name, args);
}

/** Hears an event of the shell until the returned function is called. */
export function listen(event: string, heard: (payload: unknown) => void): () => void {
  const stopping = tauriListen(event, (e) => heard(e.payload));
  return () => void stopping.then((stop) => stop());
}
