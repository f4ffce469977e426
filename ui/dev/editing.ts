// What the editor asks for besides the text, from samples.

import type { PostId } from "../src/ipc/generated";
import { samplePreview } from "./markdown";

const languages = new Map<PostId, string>();
const pictures = new Map<string, string>();

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
  spell_in: () => null,
  full_screen: () => false,
};
