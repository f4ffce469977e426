// The toolbar's signs, drawn in 16 by 16 with one pen.

import type { Format } from "../../../editor/formats";

/** A path for each format; headings share one. */
export const ICONS: Record<Exclude<Format, "heading-2" | "heading-3" | "heading-4">, string> = {
  bold: "M4.5 3h4a2.5 2.5 0 0 1 0 5h-4zM4.5 8h5a2.5 2.5 0 0 1 0 5h-5z",
  italic: "M7 3h4M5 13h4M9.5 3l-3 10",
  strike:
    "M3 8h10M11 5c-.4-1.3-1.6-2-3-2-1.7 0-3 .9-3 2.300M5 11c.4 1.3 1.6 2 3 2 1.7 0 3-.9 3-2.3",
  code: "M5.5 4.5 2 8l3.5 3.500M10.5 4.5 14 8l-3.5 3.5",
  link: "M7 9.500a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.600l-.8.8M9 6.500a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.600l.8-.8",
  quote: "M3 3v10M6.5 5H13M6.5 8H13M6.5 11H11",
  bullets: "M6 4h7M6 8h7M6 12h7M3 4h.01M3 8h.01M3 12h.01",
  numbers:
    "M7 4h6M7 8h6M7 12h6M2.5 3.2 3.5 2.800v3.400M2.3 10.200c.3-.6 1.9-.6 1.9.3 0 .8-1.9 1.3-1.9 2.300h2",
  tasks: "M2.5 3.500h4v4h-4zM2.8 12l1.3 1.300L6.5 11M9 5.500h4.500M9 12h4.5",
  image: "M2.5 3h11v10h-11zM2.5 11l3-3 2.5 2.5 2-2 3.5 3M10.5 6h.01",
  table: "M2.5 3h11v10h-11zM2.5 6.300h11M2.5 9.700h11M8 3v10",
  "code-block": "M2.5 3h11v10h-11zM6 6.5 4.5 8 6 9.500M10 6.5 11.5 8 10 9.5",
  footnote: "M3 4h6M3 8h5M3 12h9M12.5 3v4M11 4.200l3 1.600M14 4.200l-3 1.6",
  more: "M2.5 4h11M2.5 12h11M2.5 8h1.500M6 8h1.500M9 8h1.500M12 8h1.5",
};

/** The sign of headings. */
export const HEADING_ICON = "M4 3v10M11.5 3v10M4 8h7.5";
