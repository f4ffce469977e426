/**
 * Links in what readers wrote. A link's words can say anything, so its real host stands beside it;
 * a click opens the browser through the core and never moves this window.
 */

/** Where a link leads: the address to open and what to show of it. */
export interface Destination {
  address: string;
  /** The host, or the mail address. An international host stays in its `xn--` form on purpose. */
  shown: string;
}

/**
 * Reads a link's address. `base` is the post's own address, for links relative to it. None for
 * anything that is not a web or mail address: such a link leads nowhere.
 */
export function destination(href: string, base: string): Destination | null {
  const url = parse(href.trim(), base);
  if (!url) return null;
  if (url.protocol === "mailto:") return { address: url.href, shown: url.pathname };
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return url.host === "" ? null : { address: url.href, shown: url.host };
}

/**
 * An attachment for a container of sanitised comment HTML: writes the real host after each link
 * and sends clicks to `open`. Links that lead nowhere lose their address. Its end undoes all of that:
 * it may begin again on the same container.
 */
export function guardLinks(base: string, open: (address: string) => void) {
  return (container: HTMLElement): (() => void) => {
    const undo: (() => void)[] = [];
    for (const link of container.querySelectorAll("a")) {
      const href = link.getAttribute("href");
      const to = destination(href ?? "", base);
      if (!to) {
        link.removeAttribute("href");
        if (href !== null) undo.push(() => link.setAttribute("href", href));
        continue;
      }
      link.title = to.address;
      link.draggable = false;
      const host = document.createElement("span");
      host.className = "host";
      host.textContent = to.shown;
      const space = document.createTextNode(" ");
      link.after(space, host);
      undo.push(() => {
        space.remove();
        host.remove();
      });
    }
    const follow = (event: MouseEvent): void => {
      const target = event.target instanceof Element ? event.target.closest("a") : null;
      if (!target) return;
      event.preventDefault();
      const to = destination(target.getAttribute("href") ?? "", base);
      if (to && event.button < 2) open(to.address);
    };
    // `auxclick` is the middle button, which would otherwise open a window of its own.
    container.addEventListener("click", follow);
    container.addEventListener("auxclick", follow);
    return () => {
      container.removeEventListener("click", follow);
      container.removeEventListener("auxclick", follow);
      undo.forEach((step) => step());
    };
  };
}

// Not `URL.parse`: WebKit has it only since 2024, and Billet runs on the system's web view.
function parse(href: string, base: string): URL | null {
  try {
    return new URL(href, base === "" ? undefined : base);
  } catch {
    return null;
  }
}
