// How each post was left: cursor, scroll and steps to undo, kept in the window's own storage. It is
// no part of the library: what is lost here is a convenience, never a word.

import { preferences } from "../../../app/preferences.svelte";
import type { Memory } from "../../../editor/memory";
import type { PostId } from "../../../ipc";

/** So many posts are remembered; the ones left longest ago are forgotten. */
export const MOST = 60;

const NAME = "billet-memory";
const STORE = "posts";

type Row = { key: string; at: number; memory: Memory };

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("at", "at");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("no storage"));
  });
  return opening;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
  });
}

const keyOf = (post: PostId) => `${preferences.now?.library ?? ""}#${post}`;

/** How a post was left, if that is known. Waits no longer than the reader would notice. */
export async function recall(post: PostId): Promise<Memory | null> {
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), 300));
  const read = async () => {
    const store = (await database()).transaction(STORE).objectStore(STORE);
    const row = (await answered(store.get(keyOf(post)))) as Row | undefined;
    return row?.memory ?? null;
  };
  return Promise.race([read().catch(() => null), patience]);
}

/** Keeps how a post was left. Never rejects. */
export async function keepMemory(post: PostId, memory: Memory, now: number): Promise<void> {
  try {
    const transaction = (await database()).transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    const done = new Promise<void>((resolve) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => resolve();
    });
    store.put({ key: keyOf(post), at: now, memory } satisfies Row);
    const count = await answered(store.count());
    if (count > MOST) {
      const oldest = await answered(store.index("at").getAllKeys(null, count - MOST));
      for (const key of oldest) store.delete(key);
    }
    await done;
  } catch {
    // It is forgotten, no more.
  }
}
