import { expect, it } from "vitest";

import { remedy } from "./standing";

it("offers what cures the cause", () => {
  expect(remedy({ cause: "gone" })).toBe("anew");
  expect(remedy({ cause: "changed_elsewhere" })).toBe("merge");
  expect(remedy({ cause: "no_secret" })).toBe("sign-in");
  expect(remedy({ cause: "keychain" })).toBe("again");
});
