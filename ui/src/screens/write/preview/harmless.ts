// The renderer's HTML is safe already. Here it is made still: nothing in the preview leads anywhere
// or is fetched from anywhere. It is read in a document of its own, where nothing loads or runs.

let inert: Document | null = null;

// What cannot be shown as text is not shown at all.
const DROPPED =
  "script, style, link, meta, base, iframe, frame, object, embed, form, audio, video, source, track, template, svg, math";

/** What a picture, a film, a sound or an embedded page is called that has no words of its own. */
export type Labels = { picture: string; video: string; audio: string; embed: string };

/** The block's nodes: links without a target; pictures and embedded pages as quiet frames with their
 * words and host. */
export function stillNodes(html: string, labels: Labels): Node[] {
  inert ??= document.implementation.createHTMLDocument("");
  const template = inert.createElement("template");
  template.innerHTML = html;
  const { content } = template;
  for (const page of content.querySelectorAll("iframe, video, audio")) {
    const name = page.localName;
    const label = name === "video" || name === "audio" ? labels[name] : labels.embed;
    page.replaceWith(quietFrame(inert, page, page.getAttribute("title"), label));
  }
  for (const element of content.querySelectorAll(DROPPED)) element.remove();
  for (const element of content.querySelectorAll("*")) still(element);
  for (const image of content.querySelectorAll("img")) {
    const address = image.getAttribute("src") ?? "";
    if (address.startsWith("data:image/")) continue;
    const frame = quietFrame(inert, image, image.getAttribute("alt"), labels.picture);
    if (isLocal(address)) frame.setAttribute("data-local", address);
    image.replaceWith(frame);
  }
  // What a reader may unfold is read here.
  for (const details of content.querySelectorAll("details")) details.open = true;
  keepMarks(inert, content);
  return [...content.childNodes];
}

function still(element: Element): void {
  const address = element.getAttribute("href");
  for (const { name } of [...element.attributes]) {
    const kept =
      /^(class|id|align|lang|dir|title|alt|start|value|reversed|colspan|rowspan|datetime|cite)$/.test(
        name,
      ) ||
      (name === "src" && element.localName === "img") ||
      (/^(type|checked|disabled)$/.test(name) && element.localName === "input");
    if (!kept) element.removeAttribute(name);
  }
  if (element.localName === "a" && address !== null) {
    element.setAttribute("title", address);
    element.setAttribute("role", "link");
    element.setAttribute("aria-disabled", "true");
  }
}

/** French marks stay with their word. Only here: the writer's own spaces are not touched. */
export function keptTogether(text: string): string {
  return text.replaceAll(/(?<=\S) (?=[»;:!?])|(?<=«) (?=\S)/g, "\u00a0");
}

function keepMarks(page: Document, content: DocumentFragment): void {
  const texts = page.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.nodeValue ?? "";
    if (!/[»;:!?«]/.test(text) || node.parentElement?.closest("pre, code")) continue;
    const kept = keptTogether(text);
    if (kept !== text) node.nodeValue = kept;
  }
}

// A span, so that it may stand inside a paragraph as what it stands for did.
function quietFrame(page: Document, shown: Element, said: string | null, label: string): Element {
  const frame = page.createElement("span");
  frame.className = "picture";
  frame.setAttribute("role", "img");
  const name = said?.trim() || label;
  const words = page.createElement("span");
  words.textContent = name;
  frame.append(words);
  const from = hostOf(shown.getAttribute("src") ?? "");
  if (from) {
    const line = page.createElement("span");
    line.className = "from";
    line.textContent = from;
    frame.append(line);
  }
  frame.setAttribute("aria-label", from ? `${name}, ${from}` : name);
  return frame;
}

/** On this computer, as billet-text has it: not `http:`, `https:` or `//host`. */
function isLocal(address: string): boolean {
  return address !== "" && !/^(?:https?:|\/\/)/i.test(address);
}

function hostOf(address: string): string {
  try {
    return new URL(address.startsWith("//") ? `https:${address}` : address).host;
  } catch {
    return address.slice(0, 60);
  }
}
