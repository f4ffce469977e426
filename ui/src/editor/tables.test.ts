import { describe, expect, it } from "vitest";

import { after } from "./marked";
import { cells, nextCell, parsed, roomOf, tidied, toggleTable } from "./tables";

const table = toggleTable(["Colonne", "Colonne"]);
const next = nextCell(1);
const before = nextCell(-1);

describe("a table", () => {
  it("is put on an empty line or behind the paragraph, its first words selected", () => {
    expect(after("¦", table)).toBe(
      "| ‹Colonne› | Colonne |\n| ------- | ------- |\n|         |         |",
    );
    expect(after("un¦\ndeux", table)).toMatch(/^un\n\n\| ‹Colonne› .*\n.*\n.*\n\ndeux$/);
  });

  it("without words goes away again", () => {
    expect(after("¦", table, table)).toBe("¦");
  });

  it("is made of lines with tabs, and becomes those lines again", () => {
    const lines = "‹Canal\tAbonnés\nLettre\t86›";
    expect(after(lines, table)).toContain("| Lettre | 86      |");
    expect(after(lines, table, table)).toBe(lines);
  });

  it("is left alone in code and in quotes", () => {
    const code = "```\n| a¦ | b |\n| --- | --- |\n```";
    expect(after(code, table)).toBe(code);
    const quoted = "> | a¦ | b |\n> | --- | --- |";
    expect(after(quoted, next)).toBe(quoted);
  });
});

describe("its cells", () => {
  it("end at a bar that is not escaped", () => {
    expect(cells("| a | b \\| c |")).toEqual(["a", "b \\| c"]);
    expect(cells("a | b")).toEqual(["a", "b"]);
    expect(cells("| a |  |")).toEqual(["a", ""]);
  });

  it("follow each other with Tab, and go back with Shift Tab", () => {
    const text = "| a¦ | b |\n|---|---|\n| un | deux |";
    expect(after(text, next)).toBe("| a   | ‹b›    |\n| --- | ---- |\n| un  | deux |");
    expect(after(text, next, next)).toBe("| a   | b    |\n| --- | ---- |\n| ‹un›  | deux |");
    expect(after(text, next, next, before)).toContain("‹b›");
    expect(after(text, before)).toContain("| ‹a› ");
  });

  it("go on in a new row behind the last one", () => {
    expect(after("| a | b |\n|---|---|\n| un | deux¦ |", next)).toBe(
      "| a   | b    |\n| --- | ---- |\n| un  | deux |\n| ¦    |      |",
    );
  });

  it("are where Tab stays what it was elsewhere", () => {
    expect(after("un¦ mot", next)).toBe("un¦ mot");
  });
});

describe("its columns", () => {
  it("are lined up, numbers to the right where the rule says so", () => {
    expect(tidied(parsed("|a|n|\n|-|-:|\n|un|1 204|"))).toBe(
      "| a   |     n |\n| --- | ----: |\n| un  | 1 204 |",
    );
    expect(tidied(parsed("a|b\n:-|:-:\nun|x"))).toBe("| a   |  b  |\n| :-- | :-: |\n| un  |  x  |");
  });

  it("keep every word of a row that is too long or too short", () => {
    expect(parsed("|a|b|\n|-|-|\n|un|\n|un|deux|trois|").rows).toEqual([
      ["a", "b"],
      ["un", ""],
      ["un", "deux", "trois"],
    ]);
  });

  it("count letters as wide as they are", () => {
    expect(roomOf("été")).toBe(3);
    expect(roomOf("e\u0301")).toBe(1);
    expect(roomOf("世界")).toBe(4);
    expect(roomOf("🙂")).toBe(2);
  });
});
