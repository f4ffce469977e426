#!/usr/bin/env bash
# `make bench`: ratios against a floor or a peer, both measured in the same run (bench/). Some minutes.
#
#   scripts/bench.sh [NAME]    only what has NAME in its name, e.g. `hostile` or "1 MB"
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

scripts/setup.sh build bench test
cargo bench --quiet --locked -p billet-text --bench text -- "$@"
cargo bench --quiet --locked -p billet-store --bench library -- "$@"
cargo bench --quiet --locked -p billet-cli --bench publish -- "$@"

# The real window: as it is released, beside a bare one.
case ${1:-window} in
  window*)
    say "The window, as it is released, and a bare one"
    npm --prefix ui run --silent build
    (cd ui && npx vite build --logLevel warn --config vite.bare.config.ts)
    cargo build --quiet --release --locked --features custom-protocol --bin billet-desktop --example bare-window
    cargo build --quiet --locked --features custom-protocol --example bench-window
    target=${CARGO_TARGET_DIR:-$REPO/target}
    BILLET_TEST_DESKTOP=$target/release/billet-desktop BILLET_BENCH_BARE=$target/release/examples/bare-window \
      BILLET_BENCH_EDITOR=$REPO/ui/dist-bare/bare.js \
      scripts/with-desktop.sh "$target/debug/examples/bench-window" "$@"
    ;;
esac
