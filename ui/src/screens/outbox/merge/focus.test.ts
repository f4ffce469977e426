// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";

import { focusWork, jobInFocus } from "./focus";

beforeEach(() => {
  document.body.innerHTML = "";
});

describe("after a conflict is settled", () => {
  it("the focus goes to the job's row, then stays where the reader put it", () => {
    document.body.innerHTML = `<ul><li data-job="7" tabindex="-1"><button>a</button></li></ul>
      <input><div class="cm-content" tabindex="0"></div>`;
    focusWork(7);
    expect(document.activeElement).toBe(document.querySelector("li"));
    expect(jobInFocus()).toBe(7);
    document.querySelector("input")?.focus();
    focusWork(7);
    expect(document.activeElement).toBe(document.querySelector("input"));
    expect(jobInFocus()).toBeNull();
  });

  it("it goes to the text where there is no row, never to nowhere", () => {
    document.body.innerHTML = `<div class="cm-content" tabindex="0"></div>`;
    focusWork(7);
    expect(document.activeElement).toBe(document.querySelector(".cm-content"));
  });
});
