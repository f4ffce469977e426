// The page in the preview's frame. The frame runs no script and hears no event; it is as tall as its
// page, so that the pane around it scrolls.

import type { PreviewBlock } from "../../../ipc";
import { dressed } from "./dressed";
import { keptTogether, stillNodes, type Labels } from "./harmless";
import lookSheet from "./look.css?url";
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

/** What a page in the frame is. */
export type PageKind =
  /** Billet's own. */
  | { kind: "plain" }
  /** One of a blog; `blocks`: the blog holds its posts as WordPress' blocks. */
  | { kind: "look"; blocks: boolean };

/** How the page in the frame is to be. */
export type Dress = {
  /** Of the text. */
  language: string;
  direction: "ltr" | "rtl";
  /** Of Billet's own page; undefined follows the system. */
  theme: string | undefined;
  /** The size of the text of Billet's own page, in percent. */
  zoom: number;
  /** How tall the pane is, in pixels: what a page takes for the height of the window. */
  tall: number;
};

/** Writes into the frame's page. */
export class FramePage {
  #page: Document;
  #kind: PageKind;
  #pictures: Pictures;
  #blocks: HTMLElement;
  #title: HTMLElement | null;
  #keys: string[] = [];
  #lines: number[] = [];
  #nodes: Node[][] = [];
  #sizes: ResizeObserver;

  /** `onsized`: the page is taller or less tall now, because a picture, a font or a sheet came. */
  constructor(page: Document, kind: PageKind, pictures: Pictures, onsized: () => void) {
    this.#page = page;
    this.#kind = kind;
    this.#pictures = pictures;
    const plain = kind.kind === "plain";
    const blocks = page.querySelector<HTMLElement>(plain ? "#blocks" : '[data-billet="content"]');
    if (blocks === null) throw new Error("the preview's page has no place for blocks");
    this.#blocks = blocks;
    this.#title = page.querySelector(plain ? "#title" : '[data-billet="title"]');
    if (!plain) this.#finish();
    // The frame's page runs nothing, so nothing in it tells; this is the window's own.
    this.#sizes = new ResizeObserver(onsized);
    this.#sizes.observe(page.documentElement);
    this.#sizes.observe(page.body);
  }

  /** The page is shown no more. */
  end(): void {
    this.#sizes.disconnect();
  }

  /** The language of the text, and for Billet's own page its theme and size. */
  dress({ language, direction, theme, zoom, tall }: Dress): void {
    const root = this.#page.documentElement;
    root.style.setProperty("--billet-vh", `${tall / 100}px`);
    const plain = this.#kind.kind === "plain";
    for (const place of plain ? [root] : [this.#blocks, this.#title]) {
      if (place === null) continue;
      place.lang = language;
      place.dir = direction;
    }
    if (!plain) return;
    root.style.setProperty("--zoom", String(zoom / 100));
    // Fonts and measure as in the window around it.
    const around = getComputedStyle(document.documentElement);
    for (const name of ["--serif", "--sans", "--measure"]) {
      root.style.setProperty(name, around.getPropertyValue(name));
    }
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  /** The title above the text, and of the page. */
  title(text: string): void {
    const kept = keptTogether(text);
    if (this.#title && this.#title.textContent !== kept) this.#title.textContent = kept;
    if (this.#page.title !== text) this.#page.title = text;
  }

  /** Shows these blocks; only those that are new touch the page. */
  show(blocks: readonly PreviewBlock[], labels: Labels): void {
    const keys = blocks.map((block) => block.key);
    const { from, gone } = patch(this.#keys, keys);
    for (const i of gone) this.#nodes[i]?.forEach((node) => node.parentNode?.removeChild(node));
    const made = blocks.map((block, i) => {
      const old = this.#nodes[from[i] ?? -1];
      return old ?? this.#make(block, labels);
    });
    let next = this.#blocks.firstChild;
    for (const node of made.flat()) {
      if (node === next) next = next.nextSibling;
      else this.#blocks.insertBefore(node, next);
    }
    this.#keys = keys;
    this.#lines = blocks.map((block) => block.line);
    this.#nodes = made;
  }

  /** How tall the page is. */
  height(): number {
    const { body, documentElement } = this.#page;
    const tall = body.getBoundingClientRect().height;
    if (this.#kind.kind === "plain") return Math.ceil(tall);
    const whole = documentElement.getBoundingClientRect().height;
    return Math.ceil(Math.max(tall, whole, body.scrollHeight));
  }

  /** Where the text ends. */
  bottom(): number {
    if (this.#kind.kind === "plain") return this.height();
    return Math.ceil(this.#blocks.getBoundingClientRect().bottom);
  }

  /** Where each block begins. */
  marks(): Mark[] {
    let last = 0;
    return this.#nodes.map((nodes, i) => {
      const first = nodes.find((node) => node.nodeType === 1) as Element | undefined;
      // A block without an element of its own begins where the one before it did.
      last = first?.getBoundingClientRect().top ?? last;
      return { line: this.#lines[i] ?? 0, top: last };
    });
  }

  #make(block: PreviewBlock, labels: Labels): Node[] {
    const still = stillNodes(block.html, labels).map((node) => this.#page.adoptNode(node));
    let made: Node[];
    if (this.#kind.kind === "plain") {
      const box = this.#page.createElement("div");
      box.append(...still);
      made = [box];
    } else {
      // A theme's sheets count on blocks that stand in the place itself.
      made = this.#kind.blocks ? dressed(still, this.#page) : still;
    }
    for (const node of made) {
      if (node.nodeType !== 1) continue;
      for (const frame of (node as Element).querySelectorAll<HTMLElement>("[data-local]")) {
        void this.#fill(frame, frame.dataset.local ?? "");
      }
    }
    return made;
  }

  /** Puts a picture of this computer in the place of the quiet frame that stands for it. */
  async #fill(frame: HTMLElement, address: string): Promise<void> {
    const shown = await this.#pictures.of(address);
    if (shown === null || !frame.isConnected) return;
    const image = this.#page.createElement("img");
    image.alt = frame.firstElementChild?.textContent ?? "";
    image.src = shown;
    frame.replaceWith(image);
  }

  /** What the frame's policy lets no page bring along: styles of single elements. */
  #finish(): void {
    const name = "data-billet-style";
    for (const element of this.#page.querySelectorAll<HTMLElement>(`[${name}]`)) {
      element.style.cssText = element.getAttribute(name) ?? "";
      element.removeAttribute(name);
    }
    const sheet = this.#page.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL(lookSheet, document.baseURI).href;
    this.#page.head.append(sheet);
  }
}
