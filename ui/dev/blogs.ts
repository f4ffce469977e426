// Sample blogs: one that may do all, one that may only send drafts, one whose password was refused.

import type { BlogView } from "../src/ipc/generated";
import { minutesAgo } from "./clock";

const all = {
  draft: true,
  publish: true,
  schedule: true,
  createTerms: true,
  moderate: true,
  reply: true,
  upload: true,
  keepsHtml: true,
};

/** The sample blogs, by name. */
export function sampleBlogs(): BlogView[] {
  const blog = (id: number, name: string, home: string): BlogView => ({
    id,
    name,
    home,
    platform: "WordPress",
    username: "marianne",
    accountName: "Marianne",
    passwordPage: `${home}wp-admin/profile.php#application-passwords-section`,
    capabilities: { ...all },
    markup: "blocks",
    markups: ["blocks", "html"],
    zone: "Europe/Paris",
    health: "fine",
    syncedAt: minutesAgo(4),
    fetchesPosts: true,
    postsFetchedAt: minutesAgo(4),
    posts: 2140,
  });
  return [
    blog(1, "Carnet du réseau", "https://carnet.example.org/"),
    blog(2, "La Maison bleue", "https://maison.example.org/"),
    {
      ...blog(3, "Notes de terrain", "https://notes.example.org/"),
      capabilities: { ...all, publish: false, schedule: false, moderate: false },
      zone: "Europe/Paris",
      health: "sign_in",
      syncedAt: null,
      fetchesPosts: false,
      postsFetchedAt: null,
      posts: 0,
    },
  ];
}
