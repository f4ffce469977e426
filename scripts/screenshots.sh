#!/usr/bin/env bash
# `make screenshots`: every screen of the real window in docs/screenshots/, in English and French, light
# and dark, at 1280×800 and 900×600, on the demonstration's blog. Nothing is published.
#
#   scripts/screenshots.sh [NAME…]    only the screens whose name begins so, e.g. `publish`
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

TARGET=${CARGO_TARGET_DIR:-$REPO/target}/debug
export BILLET_WP_NAME=demo BILLET_DEMO_LIBRARY=$REPO/target/screenshots/library
export BILLET_TEST_DESKTOP=$TARGET/billet-desktop BILLET_SHOTS=$REPO/docs/screenshots
export BILLET_SHOTS_ONLY="$*"

# shellcheck source=scripts/demo-library.sh
source scripts/demo-library.sh

scripts/setup.sh build wordpress test

say "Building the interface and the app"
npm --prefix ui run --silent build
cargo build --locked --workspace --bins --example screenshots --features billet/custom-protocol

finish() {
  local status=$?
  trap - EXIT
  tests/servers/wordpress.sh down || true
  exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

tests/servers/wordpress.sh up >/dev/null
tests/servers/wordpress.sh reset
tests/servers/wordpress.sh seed-demo
eval "$(tests/servers/wordpress.sh env)"
# Each desktop has a keychain of its own, and all show one library.
export BILLET_SECRET=$BILLET_TEST_WP_ADMIN
mkdir -p "$(dirname "$BILLET_DEMO_LIBRARY")"
prepare_library

for lang in en fr; do
  for size in 1280x800 900x600; do
    say "Screens: $lang, $size"
    mkdir -p "$BILLET_SHOTS/$lang"
    BILLET_SCREEN=${size}x24 scripts/with-desktop.sh "$TARGET/examples/screenshots" "$lang" "$size"
  done
done
say "Pictures: docs/screenshots/"
