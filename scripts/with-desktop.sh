#!/usr/bin/env bash
# Runs a command on a desktop of its own: an X server without a screen, a session bus, an unlocked
# keychain and empty XDG folders. Nothing of the person's own desktop is seen or touched, and nothing
# is left behind: processes the command forgot are ended, the folders removed.
#
#   scripts/with-desktop.sh COMMAND [ARGUMENT…]     exit status: the command's (125: no desktop)
#
#   BILLET_SCREEN=1280x800x24   size and depth of the screen
#   BILLET_DESKTOP_LANG=C.UTF-8 the language the desktop speaks (the app follows it)
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# Second half, inside the session bus: a keychain that asks nobody anything, then the command.
if [ "${1:-}" = --inside ]; then
  shift
  exec 2>&4 4>&-
  # gnome-keyring prints the variables its clients need.
  eval "$(printf 'billet\n' | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)" \
    || die "the keychain did not open"
  export GNOME_KEYRING_CONTROL
  # Not `exec`: the bus would then outlive a command that is killed.
  "$@"
  exit
fi

[ $# -gt 0 ] || { echo "usage: with-desktop.sh COMMAND [ARGUMENT…]" >&2; exit 2; }
for tool in Xvfb xauth mcookie dbus-run-session gnome-keyring-daemon; do
  command -v "$tool" >/dev/null || { warn "$tool is missing: run scripts/setup.sh test"; exit 125; }
done

home=$(mktemp -d "${TMPDIR:-/tmp}/billet-desktop.XXXXXX")
# Every process below inherits this mark; that is how the ones left over are found, even those that
# made themselves a session of their own (WebKitWebDriver, the keychain, WebKit's helpers).
export BILLET_DESKTOP_MARK=$home

# shellcheck disable=SC2317  # reached through the trap
# Process ids carrying the mark, without this shell itself.
marked() {
  local file pid
  for file in /proc/[0-9]*/environ; do
    pid=${file//[^0-9]/}
    if [ "$pid" = $$ ] || [ "$pid" = "$BASHPID" ]; then continue; fi
    if grep -qzxF "BILLET_DESKTOP_MARK=$home" "$file" 2>/dev/null; then echo "$pid"; fi
  done
}

# shellcheck disable=SC2317
# Ends what is left, first politely. A shell that ends within a second is not worth a longer wait.
clean_up() {
  local pids tries
  trap - EXIT
  trap "" INT TERM HUP # a second signal must not stop the cleaning
  for tries in $(seq 20); do
    mapfile -t pids < <(marked)
    [ ${#pids[@]} -gt 0 ] || break
    if [ "$tries" -le 10 ]; then kill -TERM "${pids[@]}" 2>/dev/null || true
    else kill -KILL "${pids[@]}" 2>/dev/null || true; fi
    sleep 0.1
  done
  rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for name in runtime data config cache state; do mkdir -m 700 "$home/$name"; done
export XDG_RUNTIME_DIR=$home/runtime XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config
export XDG_CACHE_HOME=$home/cache XDG_STATE_HOME=$home/state

# The server picks a free display by itself and says which: no race between two runs.
cookie=$(mcookie)
export XAUTHORITY=$home/Xauthority
: >"$XAUTHORITY"
xauth -q -f "$XAUTHORITY" add :0 . "$cookie" 2>/dev/null
mkfifo "$home/display"
Xvfb -displayfd 3 -screen 0 "${BILLET_SCREEN:-1280x800x24}" -nolisten tcp -auth "$XAUTHORITY" \
  3>"$home/display" >"$home/xvfb.log" 2>&1 </dev/null &
number=
read -r -t 20 number <"$home/display" || true
[ -n "$number" ] || { cat "$home/xvfb.log" >&2; warn "no X server started"; exit 125; }
xauth -q -f "$XAUTHORITY" add ":$number" . "$cookie" 2>/dev/null

export DISPLAY=:$number GDK_BACKEND=x11 XDG_SESSION_TYPE=x11
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL LC_ALL LANGUAGE
export LANG=${BILLET_DESKTOP_LANG:-C.UTF-8}
# No accessibility bus here, and GTK would wait for one.
export NO_AT_BRIDGE=1
# Without a GPU the first pixels come in half the time. Never set by the product itself.
export WEBKIT_DISABLE_DMABUF_RENDERER=1

# In the background with `wait`, so that a signal to this script is acted on at once. The bus's own
# chatter goes to a file; the command's standard error goes round it.
dbus-run-session -- "${BASH_SOURCE[0]}" --inside "$@" <&0 4>&2 2>"$home/bus.log" &
status=0
wait $! || status=$?
exit "$status"
