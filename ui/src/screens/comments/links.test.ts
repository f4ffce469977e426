import { expect, it } from "vitest";
import { destination } from "./links";

const POST = "https://carnet.example.fr/2026/11/le-reseau/";

it("shows the real host of a web address", () => {
  expect(destination("https://mairie.example.fr/deliberation?n=12", POST)).toEqual({
    address: "https://mairie.example.fr/deliberation?n=12",
    shown: "mairie.example.fr",
  });
});

it("is not deceived by a name before an at sign", () => {
  expect(destination("https://carnet.example.fr@evil.example/", POST)?.shown).toBe("evil.example");
});

it("keeps an international host in the form that shows a look-alike", () => {
  expect(destination("https://wikipediа.org/", POST)?.shown).toBe("xn--wikipedi-86g.org");
});

it("reads a relative address against the post's", () => {
  expect(destination("../bilan/", POST)?.address).toBe("https://carnet.example.fr/2026/11/bilan/");
  expect(destination("../bilan/", "")).toBeNull();
});

it("shows the mail address of a mail link", () => {
  expect(destination("mailto:camille@example.org", POST)?.shown).toBe("camille@example.org");
});

it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "tauri://localhost", ""])(
  "leads nowhere with %j",
  (href) => expect(destination(href, "")).toBeNull(),
);
