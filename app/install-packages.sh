# Sourced by app/run.sh and tests/run.sh: installs what is missing on Debian and Ubuntu.
#
#     install_packages build libraries
#
# "a|b" means that either will do: releases of Debian and Ubuntu name some packages differently.

packages_for() {
    case $1 in
    build)
        echo g++ cmake ninja-build ccache mold pkg-config
        echo qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
        ;;
    libraries)
        echo libcli11-dev nlohmann-json3-dev libsimdjson-dev libfmt-dev libprotozero-dev libzstd-dev
        echo 'libboost-context1.81-dev|libboost-context1.83-dev|libboost-context-dev'
        ;;
    network) echo libcurl4-openssl-dev libcpp-httplib-dev libhiredis-dev libmariadb-dev ;;
    twins) echo python3 ;; # the same programs in Python, which a test runs
    # Without them text is drawn in whatever font is there, and reference images differ.
    fonts) echo fonts-noto-core fonts-noto-mono ;;
    window) echo qt6-wayland qt6-translations-l10n ;;
    release) echo libbenchmark-dev dpkg-dev file ;;
    xwindow) echo xvfb xauth openbox xdotool x11-utils imagemagick dbus at-spi2-core python3-pyatspi gir1.2-atspi-2.0 ;;
    checks) echo clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev gcovr ;;
    *)
        echo "install-packages.sh knows no purpose \"$1\"." >&2
        return 1
        ;;
    esac
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_any_installed() {
    local name
    for name in ${1//|/ }; do
        is_installed "$name" && return 0
    done
    return 1
}

# The first of the alternatives that this release has; the first of all when it has none, so that apt names it.
first_available() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

install_packages() {
    local purpose wanted choice names=() missing=() as_root=()
    for purpose in "$@"; do
        wanted=$(packages_for "$purpose") || return
        names+=($wanted)
    done

    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "This system has no apt-get, so nothing was installed. Needed are CMake 3.25, Ninja, ccache, GCC 12 or" >&2
        echo "Clang 16, Qt 6.4 and the libraries whose Debian packages are called:" >&2
        echo "    ${names[*]}" >&2
        echo "Trying with what is there." >&2
        return 0
    fi

    for choice in "${names[@]}"; do
        is_any_installed "$choice" || missing+=("$choice")
    done
    [ ${#missing[@]} -eq 0 ] && return 0

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing: ${missing[*]}" >&2
            echo "Install them as root, or install sudo, and start this again." >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -q || return
    names=()
    for choice in "${missing[@]}"; do
        names+=("$(first_available "$choice")")
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${names[@]}" || return
}

# Says what is too old instead of letting CMake say it in its own words.
require_cmake() {
    local version
    version=$(cmake --version 2>/dev/null | sed -n '1s/[^0-9]*//p')
    if [ "$(printf '%s\n' 3.25 "${version:-0}" | sort -V | head -n 1)" != 3.25 ]; then
        echo "CMake 3.25 or newer is needed, here is ${version:-none}. Debian 12 and Ubuntu 24.04 have it." >&2
        return 1
    fi
}
