#!/usr/bin/env bash
# Renders every icon file from billet.svg and billet-small.svg. Run it after a change to either; the
# results are committed, so that a build needs none of these tools.
#   apt-get install librsvg2-bin imagemagick icnsutils
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for tool in rsvg-convert convert png2icns; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install librsvg2-bin imagemagick icnsutils" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for size in 16 24 32; do rsvg-convert -w $size -h $size billet-small.svg -o "$work/$size.png"; done
for size in 48 64 128 256 512; do rsvg-convert -w $size -h $size billet.svg -o "$work/$size.png"; done

# PNG for Linux and for Tauri (8-bit RGBA, which its bundler insists on), ICO for Windows, ICNS for macOS.
png() { convert "$work/$1.png" -strip -define png:exclude-chunks=date,time "PNG32:$2"; }
png 32 32x32.png
png 128 128x128.png
png 256 128x128@2x.png
png 512 icon.png
convert "$work"/{16,24,32,48,64,256}.png icon.ico
png2icns icon.icns "$work"/{16,32,128,256,512}.png >/dev/null
