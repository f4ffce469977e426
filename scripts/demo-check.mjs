// Asks the demonstration's WordPress, through its own API, whether everything that was done in the
// window arrived, and only that. Exit status 1 and one line for each thing that is missing or wrong.
//
//   BILLET_TEST_WP_ADMIN=PASSWORD node scripts/demo-check.mjs URL USER FOLDER_OF_PICTURES
//
// The draft is tests/fixtures/demo/brouillon.md; the comments are those of tests/servers/demo-seed.php.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const [url, user, pictures] = process.argv.slice(2);
const secret = process.env.BILLET_TEST_WP_ADMIN;
if (!url || !user || !pictures || !secret) {
  console.error("usage: BILLET_TEST_WP_ADMIN=PASSWORD demo-check.mjs URL USER FOLDER_OF_PICTURES");
  process.exit(2);
}

/** What the drive has to decide, by the e-mail of who wrote the comment. */
const APPROVED = ["francoise.legoff@example.test"];
const REPLIED_TO = "nadia@example.test";
const SPAM = ["contact@pret-minute.example"];
/** What waits at the beginning and must still wait at the end. */
const UNTOUCHED = [
  "theo.r@example.test",
  "jb.noel@example.test",
  "jenny8841@mail.example",
  "kz771@mail.example",
  "marc.antoine@example.test",
  "x@mail.example",
  "sylvie.arnaud@example.test",
];

const wrong = [];
const expect = (truth, sentence) => {
  console.log(`${truth ? "  ok   " : "  MISSING "} ${sentence}`);
  if (!truth) wrong.push(sentence);
};

async function get(path) {
  const answer = await fetch(`${url}/wp-json/wp/v2/${path}`, {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}` },
  });
  if (!answer.ok) throw new Error(`${path}: WordPress answered ${answer.status}`);
  return answer.json();
}

const source = readFileSync("tests/fixtures/demo/brouillon.md", "utf8");
const title = /^title: (.*)$/m.exec(source)[1];
const excerpt = /^excerpt: (.*)$/m.exec(source)[1];
const names = (key) => new RegExp(`^${key}: \\[(.*)\\]$`, "m").exec(source)[1].split(", ");

// The post: once, public, whole.
const posts = (await get("posts?context=edit&per_page=100&status=publish,draft,pending,future,private"))
  .filter((post) => post.title.raw === title);
expect(posts.length === 1, `exactly one post « ${title} » (found: ${posts.length})`);
const post = posts[0];
if (post) {
  const html = post.content.raw;
  const tagged = (await Promise.all(post.tags.map((id) => get(`tags/${id}`)))).map((tag) => tag.name);
  const filed = (await Promise.all(post.categories.map((id) => get(`categories/${id}`)))).map((c) => c.name);
  expect(post.status === "publish", `it is published (it is: ${post.status})`);
  expect(!post.slug.startsWith("billet-"), `under an address of its own: ${post.link}`);
  expect(names("tags").every((name) => tagged.includes(name)), `tagged ${names("tags").join(", ")}`);
  expect(names("categories").every((name) => filed.includes(name)), `filed under ${names("categories").join(", ")}`);
  expect(post.excerpt.raw === excerpt, "with its excerpt");
  expect(html.includes("«\u00a0le terrain\u00a0»\u202f; il le prolonge"), "« guillemets » with their unbreakable spaces");
  expect(html.includes("L’écran"), "curly apostrophes");
  expect(html.includes("<strong>ambassadeur</strong>") && html.includes("<em>compte</em>"), "emphasis");
  expect(post.content.block_version === 1 && !html.includes("<!-- wp:html"), "blocks that WordPress' editor knows");
  const list = (tag) => new RegExp(`<${tag} class="wp-block-list">(<!-- wp:list-item -->)\\s*<li>`).test(html);
  expect(list("ul") && list("ol"), "both lists");
  expect(html.includes("<table>") && html.includes("Présents à l’assemblée") && html.includes(">83<"), "the table");
  expect(html.includes("Arnaud &amp; Lise"), "the ampersand");
  const page = await fetch(post.link);
  expect(page.ok && (await page.text()).includes("Lâcher un peu de contrôle"), "a reader sees it");
}

// The comments: each decision on the right one, and no other.
const comments = [];
for (const status of ["hold", "approve", "spam", "trash"]) {
  comments.push(...(await get(`comments?context=edit&per_page=100&status=${status}`)));
}
const newest = (email) =>
  comments.filter((comment) => comment.author_email === email).sort((a, b) => b.id - a.id)[0];
for (const email of APPROVED) expect(newest(email)?.status === "approved", `${email} is approved`);
for (const email of SPAM) expect(newest(email)?.status === "spam", `${email} is spam`);
const question = newest(REPLIED_TO);
const replies = comments.filter((comment) => comment.parent === question?.id);
expect(replies.length === 1, `${REPLIED_TO} has exactly one reply (found: ${replies.length})`);
expect(replies[0]?.status === "approved" && replies[0]?.author === 1, "which readers can see, signed by the blog's owner");
expect(question?.status === "approved", "and the question is approved with it");
for (const email of UNTOUCHED) expect(newest(email)?.status === "hold", `${email} still waits`);

// The pictures.
const shots = readdirSync(pictures).filter((name) => name.endsWith(".png"));
expect(shots.length >= 3, `pictures of it: ${shots.join(", ") || "none"}`);
expect(shots.length > 0 && shots.every((name) => statSync(join(pictures, name)).size > 5000), "and none of them is blank");

if (wrong.length > 0) {
  console.error(`${wrong.length} of the things that were done did not arrive.`);
  process.exit(1);
}
console.log("Everything arrived.");
