#!/usr/bin/env bash
# `make fuzz`: looks for texts on which what Billet promises of its text engine does not hold. First the
# properties of the tests, with texts that `make test` does not make; then each target
# in fuzz/targets runs for a bounded time; a text that was found is kept in fuzz/artifacts and tried
# first the next time. Fails if there is one.
#
#   scripts/fuzz.sh [TARGET…]    all of them unless named
#
#   BILLET_FUZZ_SECONDS          how long each target runs, 60 unless set
#
# What was learnt stays in fuzz/corpus; delete it to begin anew.
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

CARGO_FUZZ=0.13.2
SECONDS_EACH=${BILLET_FUZZ_SECONDS:-60}
SEEDS=fuzz/corpus/seeds
SPEC=tests/node/node_modules/commonmark-spec/spec.txt

scripts/setup.sh build bench

if [ "$(cargo fuzz --version 2>/dev/null)" != "cargo-fuzz $CARGO_FUZZ" ]; then
  say "Installing cargo-fuzz $CARGO_FUZZ (some minutes, once)"
  cargo install --quiet --locked "cargo-fuzz@$CARGO_FUZZ"
fi

# Fuzzing needs flags of the compiler that only nightly ones take, or a stable one that is told to.
cargo_fuzz=(cargo fuzz)
if rustup toolchain list 2>/dev/null | grep -q '^nightly'; then
  cargo_fuzz=(cargo +nightly fuzz)
  say "With the nightly toolchain"
else
  export RUSTC_BOOTSTRAP=1
  say "No nightly toolchain here: with $(rustc --version), told to accept unstable flags (RUSTC_BOOTSTRAP=1)"
fi

# The texts to begin with: the tests' own, and each example of the CommonMark specification.
seeds() {
  local file
  rm -rf "$SEEDS"
  mkdir -p "$SEEDS"
  while IFS= read -r file; do cp "$file" "$SEEDS/${file//\//-}"; done < <(
    git ls-files '*.md' '*fixtures*.html' '*fixtures*.txt' 'docs/guide/*'
  )
  awk -v to="$SEEDS" '
    /^````````````````````````````````( example)?$/ { inside = !inside; part = 0; if (inside) number++; next }
    inside && $0 == "." { part = 1; next }
    inside { gsub("→", "\t"); print > (to "/spec-" number (part ? ".html" : ".md")) }
  ' "$SPEC"
}
seeds
say "$(find "$SEEDS" -type f | wc -l) texts to begin with, $SECONDS_EACH seconds for each target"

[ $# -gt 0 ] || mapfile -t targets < <("${cargo_fuzz[@]}" list)
[ $# = 0 ] || targets=("$@")

found=()
if [ $# = 0 ]; then
  # Not those of `make test`: its seed is fixed.
  export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
  say "Properties, with PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED"
  cargo test --quiet --locked --no-fail-fast -p billet-text -p billet-exchange ||
    found+=("properties (PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED)")
fi
for target in "${targets[@]}"; do
  say "Fuzzing: $target"
  mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
  # A text may take ten seconds only if something is wrong: these are short.
  "${cargo_fuzz[@]}" run "$target" "fuzz/corpus/$target" "$SEEDS" "fuzz/artifacts/$target" -- \
    -dict=fuzz/markup.dict -max_total_time="$SECONDS_EACH" -max_len=8192 -timeout=10 \
    -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 || found+=("$target")
done

if [ ${#found[@]} -gt 0 ]; then
  warn "make fuzz: something was found by: ${found[*]}"
  warn "The targets' texts are in fuzz/artifacts. Make the shortest a test; 'cargo fuzz tmin TARGET FILE' shortens one."
  exit 1
fi
say "make fuzz: nothing was found"
