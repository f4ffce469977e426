import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

// CodeMirror alone, as one script that a bench puts into the window (`bench/window.rs`).
export default defineConfig({
  build: {
    lib: {
      entry: fileURLToPath(new URL("./dev/bare.ts", import.meta.url)),
      formats: ["iife"],
      name: "bareEditor",
      fileName: () => "bare.js",
    },
    outDir: "dist-bare",
    copyPublicDir: false,
  },
});
