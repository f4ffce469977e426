import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const only = (folder, group, message) => ({
  files: ["src/**/*.ts", "src/**/*.svelte"],
  ignores: [`src/${folder}/**`],
  rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
});

export default ts.config(
  { ignores: ["dist/**", "dist-fake/**", "dist-bare/**", "src/ipc/generated.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      // TypeScript knows better which names exist.
      "no-undef": "off",
      // The policy of the window refuses style attributes; classes and style: directives work.
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "The window refuses them." },
      ],
      "svelte/no-at-html-tags": "error",
      // It cannot tell a working set that nothing on the screen reads from one that is shown.
      "svelte/prefer-svelte-reactivity": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    // A group of patterns replaces an earlier one, so both rules are given wherever both hold.
    ...only("ipc", ["@tauri-apps/*"], "Only src/ipc talks to Tauri."),
    ignores: ["src/ipc/**", "src/editor/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tauri-apps/*"], message: "Only src/ipc talks to Tauri." },
            { group: ["@codemirror/*", "@lezer/*"], message: "Only src/editor knows CodeMirror." },
          ],
        },
      ],
    },
  },
  only("ipc", ["@tauri-apps/*"], "Only src/ipc talks to Tauri."),
);
