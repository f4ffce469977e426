// What can be made of words while writing: one list for the keys, the toolbar, the palette and the
// sheet of keys. No CodeMirror here: the rest of the window reads it, too.

/** What the writer can make of a selection, or put at the cursor. Each taken back by asking again. */
export type Format =
  | "bold"
  | "italic"
  | "strike"
  | "code"
  | "link"
  | "heading-2"
  | "heading-3"
  | "heading-4"
  | "quote"
  | "bullets"
  | "numbers"
  | "tasks"
  | "image"
  | "table"
  | "code-block"
  | "footnote"
  | "more";

/** The keys of each, as `Kbd` writes them. Never Ctrl Alt, which types letters on many keyboards,
 * nor Ctrl Shift with U or E, by which input methods type characters, nor with 1 to 4, which go to a
 * screen where digits need Shift. */
export const FORMAT_KEYS: Record<Format, string> = {
  bold: "Mod B",
  italic: "Mod I",
  strike: "Mod Shift X",
  code: "Mod E",
  link: "Mod Shift K",
  "heading-2": "Mod Shift H",
  "heading-3": "Mod Shift J",
  "heading-4": "Mod Shift Y",
  quote: "Mod Shift 9",
  bullets: "Mod Shift 8",
  numbers: "Mod Shift 7",
  tasks: "Mod Shift L",
  image: "Mod Shift M",
  table: "Mod Shift T",
  "code-block": "Mod Shift C",
  footnote: "Mod Shift F",
  more: "Mod Shift B",
};

/** All of them, in the order in which they are offered. */
export const FORMATS = Object.keys(FORMAT_KEYS) as Format[];

/** The same keys as CodeMirror writes them. */
export function binding(keys: string): string {
  return keys
    .split(" ")
    .map((key) => (/^[A-Z]$/.test(key) ? key.toLowerCase() : key))
    .join("-");
}

/** The same keys as screen readers are told (WAI-ARIA's `aria-keyshortcuts`). */
export function spokenKeys(keys: string, mac: boolean): string {
  return keys.replace("Mod", mac ? "Meta" : "Control").replaceAll(" ", "+");
}
