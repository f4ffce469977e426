#!/usr/bin/env bash
# `make check`: everything that can be said about the code without running it. Goes on after a failure,
# so that one run tells all; fails if anything failed.
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

CARGO_DENY=0.20.2
GENERATED=(ui/src/ipc/generated.ts)

failed=()
step() {
  local name=$1
  shift
  say "$name"
  "$@" || { failed+=("$name"); warn "$name: failed"; }
}

# Nothing may change when the types are made anew. Compared with what lay there before, not with the
# last commit, so that work in progress can be checked too.
types_unchanged() {
  local before here there
  before=$(mktemp -d)
  for here in "${GENERATED[@]}"; do [ ! -e "$here" ] || cp -r "$here" "$before/"; done
  scripts/types.sh || { rm -rf "$before"; return 1; }
  local status=0
  for here in "${GENERATED[@]}"; do
    there=$before/$(basename "$here")
    [ -e "$here" ] || [ -e "$there" ] || continue
    diff -ruN "$there" "$here" || status=1
  done
  rm -rf "$before"
  [ $status = 0 ] || warn "the generated types were out of date; they are written anew: look at them and commit them"
  return $status
}

# Licences, doubtful sources, unwanted crates; known vulnerabilities where their list can be fetched.
deny() {
  if [ "$(cargo deny --version 2>/dev/null)" != "cargo-deny $CARGO_DENY" ]; then
    say "Installing cargo-deny $CARGO_DENY (some minutes, once)"
    cargo install --quiet --locked "cargo-deny@$CARGO_DENY" || return 1
  fi
  local checks=(bans licenses sources)
  if timeout 15 git ls-remote --quiet https://github.com/rustsec/advisory-db HEAD >/dev/null 2>&1; then
    checks+=(advisories)
  else
    warn "the list of known vulnerabilities is out of reach: checking ${checks[*]} only"
  fi
  cargo deny --locked check --hide-inclusion-graph "${checks[@]}"
}

# What `make fuzz` runs, so that it does not fall behind the text engine. It is looked at with the stable
# compiler: only running it needs flags of nightly ones. A workspace and flags of its own: so is its
# folder, or the rest would be built anew each time.
fuzz_targets() {
  RUSTFLAGS="--cfg fuzzing" CARGO_TARGET_DIR=${CARGO_TARGET_DIR:+$CARGO_TARGET_DIR/}fuzz/target \
    cargo clippy --quiet --manifest-path fuzz/Cargo.toml --locked --bins -- -D warnings || return 1
  cargo fmt --manifest-path fuzz/Cargo.toml --check
}

scripts_clean() {
  # Optional on a person's machine; CI installs it.
  command -v shellcheck >/dev/null || { warn "no shellcheck here: the shell scripts are not checked"; return 0; }
  shellcheck -x scripts/*.sh tests/servers/*.sh icons/*.sh .ci/run
}

scripts/setup.sh build

step "Rust: formatting" cargo fmt --all --check
step "Shell scripts" scripts_clean
step "Interface: types, lints, formatting" npm --prefix ui run --silent check
step "Rust: lints" cargo clippy --workspace --all-targets --locked -- -D warnings
step "Rust: lints of the fuzz targets" fuzz_targets
step "Generated types are up to date" types_unchanged
step "Licences and sources of the crates" deny

if [ ${#failed[@]} -gt 0 ]; then
  warn "make check failed in:"
  printf '      %s\n' "${failed[@]}" >&2
  exit 1
fi
say "make check: all is well"
