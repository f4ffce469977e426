// What a report says, in the reader's language.

import type { Report, Row } from "../../ipc";
import { t } from "../../messages/index.svelte";

/** What was found, in one sentence and what follows it. */
export function found(report: Report): string {
  const names = {
    format: t(`exchange.format.${report.format}`),
    blog: report.blog,
    posts: t("exchange.posts", { n: report.posts }),
  };
  const head = report.blog ? t("exchange.foundOf", names) : t("exchange.found", names);
  return [
    head,
    report.pages > 0 ? t("exchange.pages", { n: report.pages }) : "",
    report.drafts > 0 ? t("exchange.drafts", { n: report.drafts }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** What the library has of it already, a sentence each. */
export function standing(report: Report): string[] {
  return [
    report.there > 0 ? t("exchange.there", { n: report.there }) : "",
    report.differ > 0 ? t("exchange.differ", { n: report.differ }) : "",
    report.pictures > 0 ? t("exchange.pictures", { n: report.pictures }) : "",
  ].filter(Boolean);
}

/** How a post stands where it comes from. */
export function status(row: Row): string {
  const word =
    typeof row.status === "string"
      ? t(`exchange.status.${row.status}`)
      : t("exchange.status.other");
  return row.page ? `${word} · ${t("exchange.page")}` : word;
}
