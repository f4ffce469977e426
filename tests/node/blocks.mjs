// Opens posts as WordPress' block editor does, with its own packages, and says what the editor would
// complain about ("This block contains unexpected or invalid content") or write back otherwise.
//
//   node blocks.mjs <POSTS >ANSWERS
//
// Standard input: a JSON array of { name, markup }. Standard output: a JSON array, for each post
// { name, blocks, problems }: the names of its blocks, inner ones after theirs, and sentences. Exit
// status 2, and nothing on standard output, if the packages are not installed.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The editor's code expects a browser. */
function browser({ JSDOM, VirtualConsole }) {
  // A silent console: jsdom does not know all of the CSS that the editor's components bring along.
  const { window } = new JSDOM("<!doctype html><body></body>", {
    url: "https://example.org/",
    virtualConsole: new VirtualConsole(),
  });
  window.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (!(name in globalThis)) globalThis[name] = window[name];
  }
  Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
  globalThis.window = window;
  return window;
}

/** WordPress' packages, with the core blocks registered. */
function editor() {
  const require = createRequire(import.meta.url);
  try {
    const window = browser(require("jsdom"));
    const { parse, serialize } = require("@wordpress/blocks");
    require("@wordpress/block-library").registerCoreBlocks();
    return { parse, serialize, document: window.document };
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    console.error(`${error.message.split("\n")[0]}: run scripts/setup.sh test`);
    process.exit(2);
  }
}

const { parse, serialize, document } = editor();

/**
 * The same for any two ways of writing one HTML: `<br />` and `<br>`, `&nbsp;` and the character. Comments
 * stay as they are, and white space too, but before a list: the editor takes the empty line that it writes
 * itself between two lists of one item for a part of the item's text.
 */
function canonical(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.innerHTML.replace(/\s+(?=<!-- wp:list )/g, "");
}

function every(blocks) {
  return blocks.flatMap((block) => [block, ...every(block.innerBlocks)]);
}

/** Only what the editor says about this post: it logs each invalid block with all its reasons. */
function quietly(work) {
  const kept = { ...console };
  const said = [];
  const listen = (...words) => said.push(words.filter((word) => typeof word !== "object").join(" "));
  Object.assign(console, { error: listen, warn: listen, info: listen, groupCollapsed: listen });
  try {
    return [work(), said];
  } finally {
    Object.assign(console, kept);
  }
}

function look({ name, markup }) {
  const [blocks, said] = quietly(() => parse(markup));
  const problems = [...said];
  const all = every(blocks);
  for (const block of all) {
    if (!block.isValid) problems.push(`${block.name} is invalid: ${block.originalContent}`);
    if (block.name === "core/missing" || block.name === "core/freeform") {
      problems.push(`${block.name}: ${block.originalContent}`);
    }
  }
  const again = serialize(blocks);
  if (canonical(again) !== canonical(markup)) {
    problems.push(`it is written back otherwise:\n${again}`);
  }
  return { name, blocks: all.map((block) => block.name), problems };
}

const posts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(posts.map(look)));
// The editor's stores leave timers behind.
process.stdout.once("drain", () => process.exit());
if (process.stdout.writableLength === 0) process.exit();
