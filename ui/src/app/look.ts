// How the window looks, as the writer chose it: fonts, sizes, measure; put on the whole page.

import type { Preferences } from "../ipc";
import { familyList } from "../shared/fonts";

const SANS = '"Inter Variable", system-ui, sans-serif';
const SERIF = '"Source Serif 4 Variable", Georgia, serif';

/** The fonts that come with Billet, by the name they are kept under; the first is the usual one. */
export const PROSE_FONTS: Record<string, string> = {
  "": "Source Serif 4",
  "Literata Variable": "Literata",
  "Inter Variable": "Inter",
};
export const INTERFACE_FONTS: Record<string, string> = { "": "Inter", "system-ui": "" };

/** The families of the text. */
export function proseFamily({ proseFont }: Preferences): string {
  return familyList(proseFont, SERIF);
}

/** The families of everything else. */
export function interfaceFamily({ interfaceFont }: Preferences): string {
  // No font is called that: it stands for the system's own.
  return interfaceFont === "system-ui" ? "system-ui, sans-serif" : familyList(interfaceFont, SANS);
}

/** Puts the choice on the page. */
export function dress(root: HTMLElement, chosen: Preferences): void {
  const { theme } = chosen;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.style.setProperty("--sans", interfaceFamily(chosen));
  root.style.setProperty("--serif", proseFamily(chosen));
  root.style.setProperty("--measure", `${chosen.measure}ch`);
  root.style.fontSize = chosen.interfaceSize === 100 ? "" : `${chosen.interfaceSize}%`;
}
