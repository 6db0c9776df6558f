#!/usr/bin/env bash
# Builds everything and runs all tests; then builds the engine under AddressSanitizer with UndefinedBehaviorSanitizer
# and under ThreadSanitizer, and runs its tests again.
#
#     bash tests/run.sh                        all stages
#     bash tests/run.sh dev | asan | tsan …    only these
#
# Installs what is missing on Debian 12 and Ubuntu 24.04. Ends with 0 when every stage passed.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit
source app/install-packages.sh

export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
failed=0
summary=()

stage() {
    local name=$1 start=$SECONDS result=passed
    shift
    printf '\n=== %s\n' "$name"
    "$@" || {
        result=FAILED
        failed=1
    }
    summary+=("$(printf '%-12s %-7s %4d s' "$name" $result $((SECONDS - start)))")
    printf '=== %s\n' "${summary[-1]}"
    [ $result = passed ]
}

install() {
    install_packages build libraries fonts twins xwindow && require_cmake
}

# Older sanitizer runtimes do not start where the kernel spreads addresses widely; where that may be switched off, it is.
fixed_addresses=()
if setarch "$(uname -m)" -R true 2>/dev/null; then
    fixed_addresses=(setarch "$(uname -m)" -R)
fi

engine_under() {
    local build=build/$1-engine folder targets=()
    # Only what is run below: the tests of the rooms of core, and what they start.
    for folder in tests/core/*/; do
        targets+=("${folder}all")
    done
    cmake --preset "$1" -B "$build" -DINTERLEAVE_UI=OFF -DINTERLEAVE_WHOLE_ROOMS=ON &&
        cmake --build "$build" --target "${targets[@]}" &&
        "${fixed_addresses[@]}" ctest --test-dir "$build" -L '^core$' -LE '^slow$' --output-on-failure \
            --no-tests=error --repeat until-pass:2 -j "$(nproc)"
}

stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(dev asan tsan)
stage install install || exit 1
for each in "${stages[@]}"; do
    case $each in
    dev) stage dev cmake --workflow --preset dev ;;
    asan | tsan) stage "$each" engine_under "$each" ;;
    *)
        echo "There is no stage \"$each\": use dev, asan or tsan." >&2
        exit 2
        ;;
    esac
done

printf '\n'
printf '%s\n' "${summary[@]}"
exit $failed
