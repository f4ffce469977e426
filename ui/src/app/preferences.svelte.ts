// Language and theme: asked for once, applied to the whole window.

import {
  call,
  type Preferences,
  type PreferencesView,
  type RouteView,
  type RouteWish,
  type ShapingView,
  type Typography,
} from "../ipc";
import { setLanguage } from "../messages/index.svelte";
import { dress } from "./look";

/** What the writer chose and what follows from it; null until the first answer. */
export const preferences: { now: PreferencesView | null } = $state({ now: null });

/** Reads the preferences and applies them. */
export async function loadPreferences(): Promise<void> {
  try {
    apply(await call("preferences", {}));
  } catch {
    // The app still works in the system's language and theme.
    setLanguage(navigator.language.slice(0, 2));
  }
}

let turn: Promise<void> = Promise.resolve();

/** Keeps a choice and applies it. One after the other: each adds to what the one before it left. */
export function choose(change: Partial<Preferences>): Promise<void> {
  const mine = turn.then(async () => {
    if (preferences.now === null) return;
    const chosen = { ...preferences.now.chosen, ...change };
    apply(await call("set_preferences", { preferences: chosen }));
  });
  turn = mine.catch(() => undefined);
  return mine;
}

/** Chooses the typography that posts are published with; null leaves them as they are written. */
export async function chooseTypography(language: Typography | null): Promise<void> {
  apply(await call("set_typography", { language }));
}

/** Chooses the hosts whose pages a post may embed. */
export async function chooseEmbeds(hosts: string[]): Promise<void> {
  apply(await call("set_embeds", { hosts }));
}

/** Chooses how pictures go to blogs from now on. */
export async function chooseShaping(pictures: ShapingView): Promise<void> {
  apply(await call("set_shaping", { pictures }));
}

/** Chooses the way to the blogs; as it was understood. */
export async function chooseRoute(route: RouteWish): Promise<RouteView> {
  const view = await call("set_route", { route });
  apply(view);
  return view.route;
}

function apply(view: PreferencesView): void {
  preferences.now = view;
  setLanguage(view.language);
  dress(document.documentElement, view.chosen);
}
