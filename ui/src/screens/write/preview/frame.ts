// The page in the preview's frame. The frame runs no script and hears no event; it is as tall as its
// page, so that the pane around it scrolls.

import type { PreviewBlock } from "../../../ipc";
import { keptTogether, stillNodes, type Labels } from "./harmless";
import { patch } from "./patch";
import type { Pictures } from "./pictures";
import stylesheet from "./preview.css?url";
import type { Mark } from "./sync";

/** The frame's first and only document. Its policy is stricter than the window's. */
export function framePage(): string {
  const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:";
  return [
    "<!doctype html><html><head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<link rel="stylesheet" href="${stylesheet}">`,
    '</head><body><h1 id="title"></h1><div id="blocks"></div></body></html>',
  ].join("");
}

/** Writes into the frame's page. */
export class FramePage {
  #page: Document;
  #pictures: Pictures;
  #ongrown: () => void;
  #blocks: HTMLElement;
  #keys: string[] = [];
  #lines: number[] = [];
  #nodes: HTMLElement[] = [];

  /** `ongrown`: a picture came, and the page is taller now. */
  constructor(page: Document, pictures: Pictures, ongrown: () => void) {
    this.#page = page;
    this.#pictures = pictures;
    this.#ongrown = ongrown;
    const blocks = page.getElementById("blocks");
    if (blocks === null) throw new Error("the preview's page has no place for blocks");
    this.#blocks = blocks;
  }

  /** The language of the text, the theme of the page, and its size in percent. */
  dress(language: string, theme: string | undefined, zoom: number): void {
    const root = this.#page.documentElement;
    root.lang = language;
    root.style.setProperty("--zoom", String(zoom / 100));
    // Fonts and measure as in the window around it.
    const around = getComputedStyle(document.documentElement);
    for (const name of ["--serif", "--sans", "--measure"]) {
      root.style.setProperty(name, around.getPropertyValue(name));
    }
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  /** The title above the text. */
  title(text: string): void {
    const title = this.#page.getElementById("title");
    const kept = keptTogether(text);
    if (title && title.textContent !== kept) title.textContent = kept;
  }

  /** Shows these blocks; only those that are new touch the page. */
  show(blocks: readonly PreviewBlock[], labels: Labels): void {
    const keys = blocks.map((block) => block.key);
    const { from, gone } = patch(this.#keys, keys);
    for (const i of gone) this.#nodes[i]?.remove();
    const nodes = blocks.map((block, i) => {
      const old = this.#nodes[from[i] ?? -1];
      return old ?? this.#make(block, labels);
    });
    let next = this.#blocks.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.#blocks.insertBefore(node, next);
    }
    this.#keys = keys;
    this.#lines = blocks.map((block) => block.line);
    this.#nodes = nodes;
  }

  /** How tall the page is. */
  height(): number {
    return Math.ceil(this.#page.body.getBoundingClientRect().height);
  }

  /** Where each block begins. */
  marks(): Mark[] {
    return this.#nodes.map((node, i) => ({ line: this.#lines[i] ?? 0, top: node.offsetTop }));
  }

  #make(block: PreviewBlock, labels: Labels): HTMLElement {
    const node = this.#page.createElement("div");
    for (const child of stillNodes(block.html, labels)) {
      node.append(this.#page.adoptNode(child));
    }
    for (const frame of node.querySelectorAll<HTMLElement>("[data-local]")) {
      void this.#fill(frame, frame.dataset.local ?? "");
    }
    return node;
  }

  /** Puts a picture of this computer in the place of the quiet frame that stands for it. */
  async #fill(frame: HTMLElement, address: string): Promise<void> {
    const shown = await this.#pictures.of(address);
    if (shown === null || !frame.isConnected) return;
    const image = this.#page.createElement("img");
    image.alt = frame.firstElementChild?.textContent ?? "";
    image.addEventListener("load", this.#ongrown, { once: true });
    image.src = shown;
    frame.replaceWith(image);
  }
}
