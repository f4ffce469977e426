// Times what else turns Markdown into safe HTML and HTML into Markdown, on the texts that bench/text.rs
// gives it in the same run. Never part of Billet.
//
//   node peers.mjs TASK FILE TURNS     TASK is `render` (Markdown in FILE) or `import` (HTML in FILE)
//
// Prints one line of JSON: {"task", "turns", "bytes", "milliseconds"}, the median of TURNS in one
// process, after a warm-up that lets the engine compile.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const WARM_UP = 3;

/** markdown-it and sanitize-html, as a blogging app on node would put them together. */
async function render() {
  const { default: MarkdownIt } = await import("markdown-it");
  const { default: sanitize } = await import("sanitize-html");
  const markdown = new MarkdownIt({ html: true, linkify: true });
  // Billet's post policy, as far as prose has it.
  const policy = {
    allowedTags: [...sanitize.defaults.allowedTags, "img", "del", "details", "summary", "input"],
    allowedAttributes: {
      ...sanitize.defaults.allowedAttributes,
      "*": ["class", "dir", "id", "lang", "title"],
      img: ["alt", "height", "loading", "src", "width"],
      td: ["align", "colspan", "rowspan"],
      th: ["align", "colspan", "rowspan", "scope"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
  };
  return (text) => sanitize(markdown.render(text), policy);
}

/** turndown with the DOM it brings along. */
async function importing() {
  const { default: Turndown } = await import("turndown");
  const turndown = new Turndown({ headingStyle: "atx", codeBlockStyle: "fenced" });
  return (html) => turndown.turndown(html);
}

const [task, file, turns] = process.argv.slice(2);
const makers = { render, import: importing };
if (!Object.hasOwn(makers, task) || !file || !(Number(turns) > 0)) {
  console.error("usage: node peers.mjs render|import FILE TURNS");
  process.exit(2);
}
const work = await makers[task]();
const text = readFileSync(file, "utf8");
const times = [];
for (let turn = 0; turn < WARM_UP + Number(turns); turn += 1) {
  const begun = performance.now();
  const out = work(text);
  const took = performance.now() - begun;
  // A result of nothing would be fast.
  if (out.length < text.length / 4) throw new Error(`${task} lost the text`);
  if (turn >= WARM_UP) times.push(took);
}
times.sort((a, b) => a - b);
const milliseconds = times[Math.floor(times.length / 2)];
console.log(JSON.stringify({ task, turns: times.length, bytes: text.length, milliseconds }));
