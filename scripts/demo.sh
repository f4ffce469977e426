#!/usr/bin/env bash
# `make demo`: a real WordPress with a small French blog, and Billet on a fresh library that knows it.
# With a display the window opens and is yours. Without one the same runs unseen and is driven: it
# publishes the sample draft, approves, replies, marks as spam, leaves pictures in target/demo/, and
# asks WordPress whether everything arrived. Exit status 0 only if it did.
#
#   BILLET_DEMO_HEADLESS=1   drives it even where there is a display
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

OUT=$REPO/target/demo
TARGET=${CARGO_TARGET_DIR:-$REPO/target}/debug
# What drives the window where nobody looks. Its environment: BILLET_DEMO_LIBRARY (a library that knows
# the blog and holds the draft), BILLET_DEMO_OUT (where pictures go), BILLET_TEST_DESKTOP (the app's
# binary) and BILLET_TEST_WP_*. What it has to do is what scripts/demo-check.mjs asks WordPress for.
DRIVE=("$TARGET/examples/demo-drive")

export BILLET_WP_NAME=demo BILLET_DEMO_LIBRARY=$OUT/library BILLET_DEMO_OUT=$OUT
export BILLET_TEST_DESKTOP=$TARGET/billet-desktop BILLET_TEST_CLI=$TARGET/billet

# shellcheck source=scripts/demo-library.sh
source scripts/demo-library.sh

# The second half of the run without a display, already inside with-desktop.sh.
if [ "${1:-}" = --driven ]; then
  prepare_library
  say "Driving the window"
  "${DRIVE[@]}"
  exit
fi

headless=${BILLET_DEMO_HEADLESS:-}
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || headless=1

if [ -n "$headless" ]; then scripts/setup.sh build wordpress test; else scripts/setup.sh build wordpress; fi

say "Building the interface and the app"
npm --prefix ui run --silent build
cargo build --locked --workspace --bins --example demo-drive --features billet/custom-protocol

finish() {
  local status=$?
  trap - EXIT
  tests/servers/wordpress.sh down || true
  exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say "A WordPress with a French blog, as fresh as on its first day"
tests/servers/wordpress.sh up >/dev/null
tests/servers/wordpress.sh reset
tests/servers/wordpress.sh seed-demo
eval "$(tests/servers/wordpress.sh env)"
mkdir -p "$OUT"

if [ -z "$headless" ]; then
  prepare_library
  say "Billet opens. Publish the draft, decide the comments in waiting, then look at the blog:"
  say "  the blog        $BILLET_TEST_WP_URL"
  say "  its own desk    $BILLET_TEST_WP_URL/wp-admin/   (admin, adminpass)"
  say "  the library     $BILLET_DEMO_LIBRARY"
  say "Closing the window ends the demonstration and stops the blog."
  "$BILLET_TEST_DESKTOP" --library "$BILLET_DEMO_LIBRARY"
  exit
fi

say "No display: the same, driven by itself"
rm -f "$OUT"/*.png
scripts/with-desktop.sh "${BASH_SOURCE[0]}" --driven

say "Asking WordPress what arrived"
node scripts/demo-check.mjs "$BILLET_TEST_WP_URL" admin "$OUT"
say "Pictures: $OUT/*.png   the library: $BILLET_DEMO_LIBRARY   WordPress' log: $BILLET_SERVERS/wordpress-demo/server.log"
