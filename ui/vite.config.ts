import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 1420, strictPort: mode !== "fake" },
  resolve:
    mode === "fake"
      ? // A backend of sample data, to work on the look of things without the desktop.
        { alias: [{ find: /^\.\/tauri$/, replacement: here("./dev/fake.ts") }] }
      : {},
  build: {
    // What the oldest supported web view of each system understands.
    target: ["safari17", "chrome123"],
    // The policy of the window allows no inline data for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    outDir: mode === "fake" ? "dist-fake" : "dist",
  },
}));
