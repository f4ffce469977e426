#!/usr/bin/env bash
# Installs what building, testing or the test blog need on Debian or Ubuntu. Says what it does, does
# only what is missing, and may be run again at any time.
#
#   scripts/setup.sh [build] [test] [wordpress] [bench] [lint]     without arguments: the first three
#
#   build      compiler, WebKitGTK, Rust, Node and the packages of ui/
#   test       what a window needs where there is no screen, a keychain, and what tests read from npm
#   wordpress  PHP with SQLite, and npm to fetch WordPress with
#   bench      what Billet's speed is compared with, and the text it is measured on
#   lint       shellcheck (make check does without it where it is missing)
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

NODE_NEEDS=20.19
NODE_FETCHED=22

# as_root COMMAND…: through sudo only where one is not root already.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo -- "$@"
  else die "this needs root and there is no sudo: $*"; fi
}

# at_least HAVE WANT: dotted versions, numerically.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# packages NAME…: installs the Debian packages that are missing.
packages() {
  local name missing=()
  if ! command -v dpkg-query >/dev/null; then
    warn "not Debian or Ubuntu: install by hand what these packages hold: $*"
    return 0
  fi
  for name in "$@"; do
    # The `t64` names of newer releases answer to the old ones through Provides; apt sorts that out.
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing system packages: ${missing[*]}"
  apt update -q >&2
  if ! apt install -y --no-install-recommends "${missing[@]}" >&2; then
    say "The package system was left half-way: repairing, then once more"
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >&2
    apt install -f -y >&2
    apt install -y --no-install-recommends "${missing[@]}" >&2
  fi
}

# apt SUBCOMMAND…: apt-get that asks nothing and waits for another apt to finish.
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 \
    -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# offered NAME: whether this release has such a package (Debian has rustup from 13, Ubuntu from 24.04).
offered() {
  command -v apt-cache >/dev/null || return 1
  # The lists of a fresh machine may be empty.
  [ -n "$(apt-cache madison "$1" 2>/dev/null)" ] || apt update -q >&2
  [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

rust() {
  local want have=
  want=$(sed -n 's/^rust-version *= *"\([^"]*\)".*/\1/p' "$REPO/Cargo.toml")
  # A rustup without a toolchain has a `cargo` that answers with an error: the same as none.
  have=$(cargo --version 2>/dev/null | cut -d' ' -f2) || true
  if [ -z "$have" ] || ! at_least "$have" "$want"; then
    if ! command -v rustup >/dev/null && offered rustup; then packages rustup; fi
    command -v rustup >/dev/null || die "Rust $want or newer is needed (found: ${have:-none}) and this system has no rustup package.
    Install it as https://rustup.rs says, then run the same command again."
    say "Installing the stable Rust toolchain (found: ${have:-none}, needed: $want)"
    rustup toolchain install stable --profile minimal -c rustfmt -c clippy >&2
    rustup default stable >&2
    have=$(cargo --version | cut -d' ' -f2)
    at_least "$have" "$want" || die "Rust is still $have, and $want is needed (does a rust-toolchain file or RUSTUP_TOOLCHAIN choose it?)"
  fi
  if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    command -v rustup >/dev/null || die "rustfmt and clippy are missing: install them beside cargo $have"
    say "Adding rustfmt and clippy"
    rustup component add rustfmt clippy >&2
  fi
}

node_ready() {
  local have
  have=$(node --version 2>/dev/null) && at_least "${have#v}" "$NODE_NEEDS" && command -v npm >/dev/null
}

nodejs() {
  if node_ready; then return; fi
  command -v npm >/dev/null || packages nodejs npm
  if node_ready; then return; fi
  say "Fetching Node $NODE_FETCHED into .cache/ (the system's is $(node --version 2>/dev/null || echo missing), $NODE_NEEDS is needed)"
  npm install --silent --no-save --prefix "$REPO/.cache/node" "node@$NODE_FETCHED" npm@10 >&2
  hash -r
  node_ready || die "Node $NODE_NEEDS or newer could not be had: install it from https://nodejs.org"
}

# npm_ci FOLDER: the packages its lock file names, once per lock file.
npm_ci() {
  local folder=$REPO/$1 mark
  [ -f "$folder/package-lock.json" ] || return 0
  mark=$(sha256sum <"$folder/package-lock.json")
  if [ "$(cat "$folder/node_modules/.installed-from" 2>/dev/null || true)" = "$mark" ]; then return; fi
  say "Installing the npm packages of $1/"
  (cd "$folder" && npm ci --no-fund --no-audit >&2)
  printf '%s\n' "$mark" >"$folder/node_modules/.installed-from"
}

build() {
  packages build-essential pkg-config libwebkit2gtk-4.1-dev
  rust
  nodejs
  npm_ci ui
}

testing() {
  packages webkit2gtk-driver xvfb xauth dbus-x11 imagemagick xdotool gnome-keyring \
    libsecret-tools procps curl
  nodejs
  npm_ci tests/node
}

wordpress() {
  # Asked of PHP itself: it may have come from elsewhere than these packages.
  local modules
  modules=$(php -m 2>/dev/null | tr '[:upper:]' '[:lower:]') || true
  if ! grep -qx pdo_sqlite <<<"$modules" || ! grep -qx dom <<<"$modules" || ! grep -qx mbstring <<<"$modules" \
    || ! grep -qx curl <<<"$modules" || ! grep -qx gd <<<"$modules"; then
    packages php-cli php-sqlite3 php-xml php-mbstring php-curl php-gd
  fi
  command -v curl >/dev/null || packages curl
  command -v flock >/dev/null || packages util-linux
  nodejs
}

benching() {
  nodejs
  npm_ci tests/node
  npm_ci bench/peers
}

[ $# -gt 0 ] || set -- build test wordpress
for profile in "$@"; do
  case $profile in
    build) build ;;
    test) testing ;;
    wordpress) wordpress ;;
    bench) benching ;;
    lint) packages shellcheck ;;
    *) echo "usage: setup.sh [build] [test] [wordpress] [bench] [lint]" >&2; exit 2 ;;
  esac
done
