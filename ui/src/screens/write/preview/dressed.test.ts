// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";

import { dressed } from "./dressed";

function html(block: string): string {
  const template = document.createElement("template");
  template.innerHTML = block;
  const box = document.createElement("div");
  box.append(...dressed([...template.content.childNodes], document));
  return box.innerHTML;
}

describe("a block in a theme", () => {
  it("has the classes that the blog would give it", () => {
    expect(html("<h2>Le soir</h2>\n")).toBe('<h2 class="wp-block-heading">Le soir</h2>');
    expect(html("<ul><li>un<ol><li>deux</li></ol></li></ul>")).toBe(
      '<ul class="wp-block-list"><li>un<ol class="wp-block-list"><li>deux</li></ol></li></ul>',
    );
    expect(html("<table><tbody></tbody></table>")).toBe(
      '<figure class="wp-block-table"><table><tbody></tbody></table></figure>',
    );
    expect(html('<p><span class="picture">Mer</span></p>')).toBe(
      '<figure class="wp-block-image"><span class="picture">Mer</span></figure>',
    );
  });

  it("stays a paragraph where it is one", () => {
    const text = '<p>Une image <span class="picture">Mer</span> au milieu.</p>';
    expect(html(text)).toBe(text);
  });
});
