// Every text colour on every surface it stands on, computed from the tokens themselves.

import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

type Theme = "light" | "dark";

function token(name: string, theme: Theme): string {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const value = found?.[theme === "light" ? 1 : 2];
  if (value === undefined) throw new Error(`no token --${name}`);
  return value;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const SURFACES = ["paper", "panel", "card", "selection", "hover"];
const ON: [string, string[]][] = [
  ["ink", SURFACES],
  ["soft", SURFACES],
  ["faint", ["paper", "panel", "card"]],
  ["accent", ["paper", "panel", "card"]],
  ["ok", ["paper", "panel", "card"]],
  ["warn", ["paper", "panel", "card"]],
  ["on-accent", ["accent", "accent-strong"]],
];

describe.each(["light", "dark"] as const)("%s", (theme) => {
  it.each(ON.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface] as const)))(
    "%s can be read on %s",
    (text, surface) => {
      expect(contrast(token(text, theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("shows the focus ring on every surface", () => {
    for (const surface of SURFACES) {
      expect(contrast(token("accent", theme), token(surface, theme))).toBeGreaterThanOrEqual(3);
    }
  });
});
