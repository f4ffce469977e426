// Preferences and the library, in the sample backend.

import type {
  LibraryView,
  Preferences,
  RouteView,
  ShapingView,
  Typography,
} from "../../src/ipc/generated";
import { hoursAgo } from "../clock";
import { asked, failure, type Part } from "./state";

const BACKUPS = "/home/helene/.local/share/billet/backups";

const backups = [9, 33, 57, 200].map((hours) => ({
  path: `${BACKUPS}/${hours}.sqlite`,
  madeAt: hoursAgo(hours),
}));

const library: LibraryView = {
  folder: "/home/helene/.local/share/billet",
  bytes: 12_345_678,
  lastBackup: backups[0] ?? null,
  backups,
};
let typography: Typography | null = null;
let pictures: ShapingView = { longest: null, details: false };
let embeds = ["player.vimeo.com", "umap.openstreetmap.fr", "www.youtube.com"];
let chosen: Preferences = {
  language: (asked.get("lang") as Preferences["language"]) ?? "fr",
  theme: (asked.get("theme") as Preferences["theme"]) ?? "light",
  proseFont: "",
  interfaceFont: "",
  interfaceSize: 100,
  measure: 68,
  autosave: 350,
  defaultBlog: null,
  spelling: null,
};
let route: RouteView = { way: "system", address: "", username: "", hasPassword: false };

function preferences() {
  const language = chosen.language === "system" ? "fr" : chosen.language;
  return {
    chosen,
    language,
    typography,
    embeds,
    pictures,
    route,
    keychain: asked.get("keychain") !== "none",
    library: "/home/marianne/.local/share/billet",
    version: "0.1.0",
  };
}

export const preferenceCommands: Part<
  | "preferences"
  | "set_preferences"
  | "set_typography"
  | "set_embeds"
  | "set_shaping"
  | "set_route"
  | "try_route"
  | "library"
  | "back_up_now"
  | "choose_backup"
  | "restore_backup"
  | "ready_to_close"
  | "stay_open"
  | "open_address"
> = {
  preferences: () => preferences(),
  set_preferences: ({ preferences: next }) => {
    chosen = next;
    return preferences();
  },
  set_typography: ({ language }) => {
    typography = language;
    return preferences();
  },
  set_shaping: (args) => {
    pictures = args.pictures;
    return preferences();
  },
  set_embeds: ({ hosts }) => {
    embeds = hosts;
    return preferences();
  },
  set_route: ({ route: { way, address, username, password } }) => {
    route = { way, address, username, hasPassword: password !== null };
    return preferences();
  },
  try_route: () => {
    if (route.way === "proxy") {
      throw failure("unreachable_through", { host: "carnet.example", proxy: route.address });
    }
    return "Carnet du réseau";
  },
  library: () => library,
  back_up_now: () => {
    const made = { path: `${BACKUPS}/now.sqlite`, madeAt: Date.now() };
    library.backups = [made, ...library.backups];
    library.lastBackup = made;
    return library;
  },
  choose_backup: () => "/media/usb/billet-2026-11-01.sqlite",
  restore_backup: ({ path }) => {
    if (path.startsWith("/media")) throw failure("not_a_backup");
    console.info("would close and restore", path);
    return null;
  },
  ready_to_close: () => null,
  stay_open: () => null,
  open_address: ({ address }) => {
    console.info("would open", address);
    return null;
  },
};
