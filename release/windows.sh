# Functions that build guong.exe on Debian; sourced by tests/windows after tests/steps.sh.
#
# Debian's Rust includes the standard library's source, from which it is built for Windows; no other toolchain is
# downloaded.

need_windows_compiler() {
    need_package rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix
}

need_wine() {
    need_package wine wine64
}

windows_triple=x86_64-pc-windows-gnu

# `windows_cargo COMMAND ARGUMENT...`: cargo for Windows.
windows_cargo() {
    local command="$1"
    shift
    env RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc \
        /usr/bin/cargo "$command" --locked --target "$windows_triple" -Zbuild-std=std,panic_unwind "$@"
}

# `make_wine FOLDER`: makes a drive C: for Wine in that folder, without a screen. Wine 8 lacks a library of Windows 10
# of which Rust needs one function.
make_wine() {
    export WINEPREFIX="$1" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=" LC_ALL=C.UTF-8
    unset DISPLAY
    local system="$1/drive_c/windows/system32"
    if [ -e "$system/bcryptprimitives.dll" ]; then return; fi
    mkdir -p "$1"
    wineboot --init > "$1/wineboot.log" 2>&1
    x86_64-w64-mingw32-gcc -shared -O2 -x c - -o "$system/bcryptprimitives.dll" -ladvapi32 << 'C'
#include <stddef.h>
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *bytes, unsigned long length);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, size_t length) {
    return SystemFunction036(bytes, (unsigned long)length);
}
C
}
