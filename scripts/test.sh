#!/usr/bin/env bash
# `make test`: every test there is. Rust (unit, store, loopback), the interface's, the real WordPress and
# the real window. The blog it starts is stopped at the end, whatever happened.
#
#   scripts/test.sh [ARGUMENT…]    arguments go to `cargo test`, e.g. `-p billet-store` or `--test window`
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

export BILLET_WP_NAME=${BILLET_WP_NAME:-test}
# The same texts and histories every time, so that a failure is the change's; `make fuzz` and `make torture`
# look at others.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20261122} BILLET_SEED=${BILLET_SEED:-20261122}
FEATURES=(--features billet/custom-protocol)
[ $# -gt 0 ] || set -- --workspace

finish() {
  local status=$?
  trap - EXIT
  tests/servers/wordpress.sh down || true
  if [ $status = 0 ]; then say "make test: every test passed"
  else warn "make test failed (status $status)"; fi
  say "Logs: WordPress $BILLET_SERVERS/wordpress-$BILLET_WP_NAME/server.log; windows target/test/ (if a window test kept something)"
  exit $status
}

scripts/setup.sh build test wordpress

say "Interface: unit tests"
npm --prefix ui test
say "Interface: build"
npm --prefix ui run --silent build

# Everything with the same features, or `cargo test` would replace the desktop binary with one that looks
# for the development server.
say "Building the app, the command line and the tests"
cargo build --locked --workspace --bins "${FEATURES[@]}"
cargo test --locked --no-run "${FEATURES[@]}" "$@"

say "A fresh WordPress"
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
tests/servers/wordpress.sh up >/dev/null
tests/servers/wordpress.sh reset
eval "$(tests/servers/wordpress.sh env)"

mkdir -p target/test
target=${CARGO_TARGET_DIR:-$REPO/target}
export BILLET_TEST_DESKTOP=$target/debug/billet-desktop BILLET_TEST_CLI=$target/debug/billet
say "Rust tests, on a desktop of their own"
scripts/with-desktop.sh cargo test --locked --no-fail-fast "${FEATURES[@]}" "$@"
