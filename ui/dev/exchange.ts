// A sample import and export for `npm run fake`.

import type { Exported, Report, Reviewed } from "../src/ipc";

export const report: Report = {
  format: "wordpress",
  blog: "Carnet du réseau",
  posts: 4,
  pages: 1,
  drafts: 1,
  new: 2,
  there: 1,
  differ: 1,
  pictures: 1,
  left: [
    { kind: "comments", count: 16, names: [] },
    { kind: "fields", count: 7, names: ["views", "_yoast_wpseo_title"] },
  ],
  rows: [
    {
      title: "Trois leçons d’une collecte d’hiver",
      page: false,
      status: "published",
      dated_at: "2026-11-02T20:03:22Z",
      fate: "new",
    },
    { title: "", page: false, status: "draft", dated_at: null, fate: "new" },
    {
      title: "À propos",
      page: true,
      status: "published",
      dated_at: "2024-01-02T20:03:22Z",
      fate: "there",
    },
    {
      title: "Nos comptes, ligne par ligne",
      page: false,
      status: "private",
      dated_at: "2026-11-18T20:03:22Z",
      fate: "differs",
    },
  ],
  stopped: false,
  fault: null,
};

const exported: Exported = {
  posts: 12,
  pictures: 3,
  missing: ["images/perdue.png"],
  aside: [],
  stopped: false,
};

export const exchanging = {
  choose_path: () => "/home/helene/carnet.xml",
  look_at_import: () => report,
  run_import: () => report,
  run_export: () => exported,
  write_review: ({ path }: { path: string }): Reviewed => ({
    path: `${path}/2026-11-22-trois-lecons.html`,
    pictures: 2,
    missing: ["images/perdue.png"],
    changed: { added: 14, removed: 3 },
  }),
  print_review: () => null,
  begin_letter: () => null,
  exchange_progress: () => null,
  stop_exchange: () => null,
};
