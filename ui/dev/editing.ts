// What the editor asks for besides the text, from samples.

import type { BlogId, LookView, PostId } from "../src/ipc/generated";
import { pause } from "./fake/state";
import { samplePreview } from "./markdown";

const languages = new Map<PostId, string>();
const pictures = new Map<string, string>();

// A page of a blog, as the core gives it.
const LOOK =
  '<!doctype html><html lang="fr"><head><title></title></head><body>' +
  '<header><p>Carnet de marée</p></header><main><h1 data-billet="title"></h1>' +
  '<div data-billet="content"></div></main><footer><p>À propos</p></footer></body></html>';
let look: LookView | null = null;
let lookOf: BlogId | null = null;

export const editing = {
  count_text: ({ markdown }: { markdown: string }) => {
    const { words, characters, minutes } = samplePreview(markdown);
    return { words, characters, minutes };
  },
  add_picture: ({ name, base64 }: { name: string; base64: string }) => {
    const address = `media/0123456789abcdef/${name.replaceAll(/[^\w.]+/g, "-")}`;
    pictures.set(address, `data:image/png;base64,${base64}`);
    return address;
  },
  picture: ({ address }: { address: string }) => pictures.get(address) ?? null,
  post_language: ({ id }: { id: PostId }) => languages.get(id) ?? null,
  set_post_language: ({ id, language }: { id: PostId; language: string | null }) => {
    if (language === null) languages.delete(id);
    else languages.set(id, language);
    return null;
  },
  look: () => look,
  fetch_look: async () => {
    await pause(800);
    look = { html: LOOK, at: Date.now(), url: "https://carnet.example/marees/" };
    return look;
  },
  stop_look: () => null,
  look_progress: () => null,
  chosen_look: () => lookOf,
  choose_look: ({ blog }: { blog: BlogId | null }) => {
    lookOf = blog;
    return null;
  },
  spell_in: () => null,
  full_screen: () => false,
};
