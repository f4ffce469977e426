import { expect, it } from "vitest";
import { abilities } from "./abilities";

const contributor = {
  draft: true,
  publish: false,
  schedule: false,
  createTerms: false,
  moderate: false,
  reply: true,
  upload: false,
  keepsHtml: false,
};

it("says first what the account can, then what it cannot, and leaves nothing out", () => {
  const said = abilities(contributor);
  expect(said.filter((a) => a.can).map((a) => a.name)).toEqual(["draft", "reply"]);
  expect(said.map((a) => a.can)).toEqual([true, true, false, false, false, false, false, false]);
  expect(said.map((a) => a.name).sort()).toEqual(Object.keys(contributor).sort());
});
