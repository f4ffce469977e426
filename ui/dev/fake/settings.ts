// What posts have on their blogs beside their text, in the sample backend.

import type { BlogId, BlogSettingsView, Settings } from "../../src/ipc/generated";
import { SILENT } from "../../src/shared/settings";
import { blogs, changed, failure, post, type Part } from "./state";

const always = new Map<BlogId, Settings>();
const wished = new Map<string, Settings>();
const key = (id: number, blog: BlogId | null) => `${id} ${blog ?? ""}`;

function ofBlog(blog: BlogId, own: Settings): BlogSettingsView {
  const found = blogs.find((one) => one.id === blog);
  if (!found) throw failure("not_found");
  return {
    blog,
    name: found.name,
    own,
    always: always.get(blog) ?? SILENT,
    choices: {
      featured: true,
      sticky: found.capabilities.publish,
      comments: true,
      authors: [
        { id: "1", name: found.accountName },
        { id: "2", name: "Élise Marchand" },
      ],
      formats: ["aside", "gallery", "quote"],
      zone: "Europe/Paris",
    },
  };
}

export const settingsCommands: Part<
  "post_settings" | "set_post_settings" | "blog_settings" | "set_blog_settings"
> = {
  post_settings: ({ id }) => ({
    everywhere: wished.get(key(id, null)) ?? SILENT,
    blogs: blogs.map((one) => ofBlog(one.id, wished.get(key(id, one.id)) ?? SILENT)),
    pictures: [...post(id).edit.body.matchAll(/!\[[^\]]*\]\((media\/[^)\s]+)\)/g)].flatMap(
      ([, address]) => address ?? [],
    ),
  }),
  set_post_settings: ({ id, blog, settings }) => {
    wished.set(key(id, blog), settings);
    changed();
    return null;
  },
  blog_settings: ({ id }) => ofBlog(id, SILENT),
  set_blog_settings: ({ id, settings }) => {
    always.set(id, settings);
    changed();
    return null;
  },
};
