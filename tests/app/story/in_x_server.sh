#!/usr/bin/env bash
# in_x_server.sh COMMAND…: runs a command in an X server of its own, with a window manager, a session bus and the
# accessibility services. Ends with 77 and says so when one of them is not installed.
set -u

missing=()
for tool in Xvfb xauth xvfb-run openbox xdotool dbus-run-session; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
launcher=
for place in /usr/libexec /usr/lib/at-spi2-core; do
    [ -x "$place/at-spi-bus-launcher" ] && launcher=$place/at-spi-bus-launcher
done
[ -n "$launcher" ] || missing+=(at-spi2-core)
/usr/bin/python3 -c 'import pyatspi' 2>/dev/null || missing+=(python3-pyatspi)
if [ ${#missing[@]} -gt 0 ]; then
    echo "Not run: ${missing[*]} not installed; tests/run.sh installs what it needs."
    exit 77
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_RUNTIME_DIR=$home/runtime LAUNCHER=$launcher
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
unset QT_SCALE_FACTOR
dbus-run-session -- xvfb-run -a -s "-screen 0 1440x900x24" bash -c '
    "$LAUNCHER" --launch-immediately 2>/dev/null &
    openbox 2>/dev/null &
    "$@"
    status=$?
    kill $(jobs -p) 2>/dev/null
    exit $status' story "$@"
