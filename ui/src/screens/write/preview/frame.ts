// The page in the preview's frame. The frame runs no script and hears no event; it is as tall as its
// page, so that the pane around it scrolls.

import type { PreviewBlock } from "../../../ipc";
import { keptTogether, stillNodes, type Labels } from "./harmless";
import { patch } from "./patch";
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
  #blocks: HTMLElement;
  #keys: string[] = [];
  #lines: number[] = [];
  #nodes: HTMLElement[] = [];

  constructor(page: Document) {
    this.#page = page;
    const blocks = page.getElementById("blocks");
    if (blocks === null) throw new Error("the preview's page has no place for blocks");
    this.#blocks = blocks;
  }

  /** The language and the theme of the page. */
  dress(language: string, theme: string | undefined): void {
    const root = this.#page.documentElement;
    root.lang = language;
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
    return node;
  }
}
