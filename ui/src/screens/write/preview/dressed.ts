// A block as a blog that holds posts as WordPress' blocks would show it: with the classes that its
// theme's style sheets ask for (billet-text's `blocks`). The nodes are still already.

/** Gives the nodes of a block what the block would have on the blog. */
export function dressed(nodes: readonly Node[], page: Document): Node[] {
  const top = nodes.filter((node) => node.nodeType !== 3 || node.nodeValue?.trim() !== "");
  return top.map((node) => (isElement(node) ? dress(node, page) : node));
}

function dress(element: Element, page: Document): Element {
  for (const part of [element, ...element.querySelectorAll("*")]) name(part);
  if (element.localName === "table") return figure(element, "wp-block-table", page);
  const only = element.localName === "p" && element.childNodes.length === 1;
  const child = element.firstElementChild;
  if (only && child?.matches("img, .picture")) {
    const whole = figure(child, "wp-block-image", page);
    element.replaceWith(whole);
    return whole;
  }
  return element;
}

function name(element: Element): void {
  switch (element.localName) {
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6":
      element.classList.add("wp-block-heading");
      break;
    case "ul":
    case "ol":
      element.classList.add("wp-block-list");
      break;
    case "blockquote":
      element.classList.add("wp-block-quote");
      break;
    case "pre":
      element.classList.add("wp-block-code");
      break;
    case "hr":
      element.classList.add("wp-block-separator", "has-alpha-channel-opacity");
      break;
  }
}

function figure(element: Element, className: string, page: Document): Element {
  const figure = page.createElement("figure");
  figure.className = className;
  element.replaceWith(figure);
  figure.append(element);
  return figure;
}

// The node may be of another window, whose `Element` is not ours.
function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
