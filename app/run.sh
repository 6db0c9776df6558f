#!/usr/bin/env bash
# Builds Interleave and opens its window; without a display it shows a deadlock in the terminal.
#
#     bash app/run.sh                          the window
#     bash app/run.sh list                     any command of `interleave`, in the terminal
#
# Installs what is missing on Debian 12 and Ubuntu 24.04.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/app
source "$root/app/install-packages.sh"

install_packages build libraries fonts window
require_cmake

# From here on every path is absolute, so that file names in the arguments mean what they meant to the caller.
mkdir -p "$root/build"
echo "Building Interleave in $build"
(cd "$root" && cmake --preset release -B "$build" -DINTERLEAVE_TESTS=OFF -DINTERLEAVE_BENCH=OFF >"$build.log" 2>&1) || {
    cat "$build.log" >&2
    exit 1
}

targets=(interleave interleave-target)
has_window=no
# Read whole first: grep leaves at the first hit, and the broken pipe would count as a failure.
known=$(cmake --build "$build" --target help)
if grep -q '^interleave-window:' <<<"$known"; then
    has_window=yes
    targets+=(interleave-window)
fi
cmake --build "$build" --target "${targets[@]}"

case ${1-} in
list | run | explore | analyze | convert | -h | --help | --version)
    exec "$build/bin/interleave" "$@"
    ;;
esac
if [ $has_window = yes ] && [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    exec "$build/bin/interleave-window" "$@"
fi
if [ $has_window = yes ]; then
    echo "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): showing a run in the terminal instead."
fi
if [ $# -gt 0 ]; then
    exec "$build/bin/interleave" "$@"
fi
exec "$build/bin/interleave" run kitchen-deadlock
