// Enough Markdown for sample previews; the real renderer is billet-text.

import type { PreviewBlock } from "../src/ipc/generated";
import type { Preview } from "../src/screens/write/preview/change";

/** The text as blocks. */
export function samplePreview(markdown: string): Preview {
  const blocks: PreviewBlock[] = [];
  const seen = new Map<string, number>();
  let lines: string[] = [];
  let first = 0;
  let fenced = false;
  const end = () => {
    if (lines.length > 0) {
      const html = block(lines);
      const n = seen.get(html) ?? 0;
      seen.set(html, n + 1);
      if (html) blocks.push({ key: `${hash(html)}-${n}`, line: first, html });
    }
    lines = [];
  };
  markdown.split("\n").forEach((line, i) => {
    if (line.startsWith("```")) fenced = !fenced;
    const listGoesOn = /^\s*[-*] /.test(lines[0] ?? "") && line === "";
    if (line === "" && !fenced && !listGoesOn) end();
    else {
      const leavesList =
        /^\s*[-*] /.test(lines[0] ?? "") &&
        lines.at(-1) === "" &&
        !/^\s*[-*] /.test(line) &&
        line !== "";
      if (leavesList) end();
      if (lines.length === 0) first = i;
      lines.push(line);
    }
  });
  end();
  const words = markdown.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
  return {
    blocks,
    words,
    characters: markdown.length,
    minutes: Math.max(1, Math.round(words / 220)),
  };
}

function block(lines: string[]): string {
  const [top = ""] = lines;
  const heading = /^(#{1,6}) (.*)/.exec(top);
  if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`;
  if (top.startsWith("```"))
    return `<pre><code>${escape(lines.slice(1, -1).join("\n"))}</code></pre>`;
  if (top.startsWith("> "))
    return `<blockquote><p>${inline(lines.map((l) => l.slice(2)).join("\n"))}</p></blockquote>`;
  if (/^[-*] /.test(top)) {
    const items = lines
      .filter((l) => l !== "")
      .map((l) => {
        const task = /^[-*] \[([ x])\] (.*)/.exec(l);
        if (task)
          return `<li><input type="checkbox" disabled ${task[1] === "x" ? "checked" : ""}> ${inline(task[2]!)}</li>`;
        return `<li>${inline(l.replace(/^\s*[-*] /, ""))}</li>`;
      });
    return `<ul>${items.join("")}</ul>`;
  }
  if (top.startsWith("|") && lines.length > 1) {
    const row = (l: string, tag: string) =>
      `<tr>${l
        .split("|")
        .slice(1, -1)
        .map((c) => `<${tag}>${inline(c.trim())}</${tag}>`)
        .join("")}</tr>`;
    return `<table><thead>${row(top, "th")}</thead><tbody>${lines
      .slice(2)
      .map((l) => row(l, "td"))
      .join("")}</tbody></table>`;
  }
  if (top.startsWith("[^"))
    return `<section class="footnotes"><ol><li>${inline(top.replace(/^\[\^.*?\]: /, ""))}</li></ol></section>`;
  return `<p>${inline(lines.join("\n"))}</p>`;
}

function inline(text: string): string {
  return escape(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/!\[([^\]]*)\]\(([^)]+)\)/g, '<img alt="$1" src="$2">')
    .replace(/\[\^(\w+)\]/g, '<sup><a href="#fn-$1">$1</a></sup>')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\*(.+?)\*/g, "<em>$1</em>")
    .replace(/~~(.+?)~~/g, "<del>$1</del>");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function hash(text: string): string {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) | 0;
  return (h >>> 0).toString(36);
}
