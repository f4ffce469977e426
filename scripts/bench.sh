#!/usr/bin/env bash
# `make bench`: how long the slow things take, with the release build of the command line. Each number is
# the best of five runs, process start included; a megabyte of French prose and a hostile text.
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

scripts/setup.sh build
cargo build --quiet --release --locked -p billet-cli
billet=${CARGO_TARGET_DIR:-$REPO/target}/release/billet

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME COMMAND…
measure() {
  local name=$1 best='' start took _
  shift
  for _ in 1 2 3 4 5; do
    start=${EPOCHREALTIME/[.,]/}
    "$@" >/dev/null
    took=$((${EPOCHREALTIME/[.,]/} - start))
    if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
  done
  printf '%-44s %8d.%03d ms\n' "$name" $((best / 1000)) $((best % 1000))
}

# The demonstration's draft without its front matter, until it is a megabyte.
awk 'body >= 2; /^---$/ { body++ }' tests/fixtures/demo/brouillon.md >"$work/once.md"
while [ "$(stat -c %s "$work/long.md" 2>/dev/null || echo 0)" -lt 1000000 ]; do cat "$work/once.md" >>"$work/long.md"; done
printf '<div>%.0s' $(seq 50000) >"$work/deep.md"

measure "start and end (billet --version)" "$billet" --version
measure "render a post of 450 words" "$billet" render "$work/once.md"
measure "render 1 MB of prose" "$billet" render "$work/long.md"
measure "render 50,000 nested <div>" "$billet" render "$work/deep.md"
