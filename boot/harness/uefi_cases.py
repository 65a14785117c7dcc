"""uefi_cases.py - the boots of `make boot-test` that go through UEFI: each loader with each kernel in each mode, the map that
calls live tables usable, load options, the menu, the image as a USB stick, and what a loader must refuse.

Relies on uefi.py for starting, handover.py for what the loader told, verdict.py for the kernel's own checks."""

import os

import fat
import handover
import uefi
import verdict
from qemu import Failure, Guest

# loader, kernel, CPU, memory, command line, mode
BOOTS = [
    ("x64", "i686", "max", "64M", "NOXPA", "pml2"),
    ("x64", "i686", "qemu64", "16G", "", "pml3"),
    ("x64", "amd64", "qemu64", "8G", "", "pml4"),
    ("x64", "amd64", "max", "64M", "", "pml5"),
    ("ia32", "i686", "max", "8G", "NOXPA", "pml2"),
    ("ia32", "i686", "max", "96M", "", "pml3"),
    ("ia32", "amd64", "max", "96M", "NOXPA", "pml4"),
    ("ia32", "amd64", "max", "16G", "", "pml5"),
]

# The reference's loader listed live tables as free memory, and its kernel died of it. Ours must live with such a map.
CARELESS = [
    ("ia32", "i686", "max", "256M", "NOXPA fault=loader-usable", "pml2"),
    ("x64", "i686", "max", "256M", "fault=loader-usable", "pml3"),
    ("x64", "amd64", "max", "256M", "NOXPA fault=loader-usable", "pml4"),
    ("x64", "amd64", "max", "16G", "fault=loader-usable", "pml5"),
]

# The firmware's map grows while its buffer is allocated, and before the first tries to leave (uefi/planted.h).
GROWING = [
    ("x64", "amd64", "max", "256M", "fault=loader-grow", "pml5"),
    ("ia32", "i686", "max", "256M", "fault=loader-stale", "pml3"),
]
OUTGROWN = "loader: the firmware: "

# Words come from the boot entry's load options; the loader then comes from no volume of its own.
OPTIONS = [
    ("x64", "i686", "max", "256M", "NOXPA", "pml2"),
    ("ia32", "amd64", "max", "256M", "seed=7", "pml5"),
]

# A key is held while the loader starts, then entry 2 is chosen.
MENU = ("x64", "amd64", "max", "128M", "NOXPA", "pml4")
STARTING, ASKED = "BdsDxe: starting", "q  back to the firmware"

FIRMWARE_AGAIN = "BdsDxe: failed to start"


def kernel_in(build, arch):
    return os.path.join(build, f"kernel-{arch}.elf")


def wait_for(guest, text):
    while (line := guest.line()) is not None:
        if text in line:
            return
    raise Failure(f"the machine ended before a line with {text!r}")


def stops(width, files, config, text):
    """The loader says this in one line, waits for a key, and gives the machine back to the firmware."""
    run = verdict.Run()
    try:
        with Guest("", "max", "128M", "", uefi.TIMEOUT, start=uefi.with_files(width, files, config)) as guest:
            try:
                wait_for(guest, f"loader: {text}")
                guest.send(b"x")
                wait_for(guest, "loader: back to the firmware")
                wait_for(guest, FIRMWARE_AGAIN)
            finally:
                run.log = guest.log
                run.seconds = guest.age()
        if run.log.count("(press a key)") != 1:
            raise Failure("a refusal is one line")
    except Failure as failure:
        run.failure = str(failure)
    return run


def halts(width, kernel):
    """The map outgrew its buffer after a try to leave, when nothing may be allocated: the loader says so by itself."""
    run = verdict.Run()
    try:
        with Guest(kernel, "max", "128M", "fault=loader-outgrow", uefi.TIMEOUT, start=uefi.through(width)) as guest:
            try:
                wait_for(guest, OUTGROWN)
            finally:
                run.log = guest.log
                run.seconds = guest.age()
    except Failure as failure:
        run.failure = str(failure)
    return run


def comes_up(width, image, mode):
    """The image that `make` builds, as it is: the loader's default kernel runs its checks, with nobody outside."""
    run = verdict.Run()
    try:
        with Guest("", "max", "256M", "", uefi.TIMEOUT, start=uefi.stick(width, image)) as guest:
            try:
                status, run.complaints = guest.finish()
            finally:
                run.log = guest.log
                run.seconds = guest.age()
        match = verdict.LAST_LINE.fullmatch(verdict.last_text(run.log))
        if status != verdict.STATUS_SUCCESS or not match:
            raise Failure(f"status {status}, last line: {verdict.last_text(run.log)}")
        if match.group(1) != mode or match.group(3) != "0":
            raise Failure(f"expected {mode} without failures, got: {match.group(0)}")
        run.mode, run.passed = mode, int(match.group(2))
    except Failure as failure:
        run.failure = str(failure)
    return run


def damaged(build, name, change):
    """A kernel with some bytes changed, in the build folder so that QEMU's tools find it by a plain name."""
    path = os.path.join(build, "uefi-x64", name)
    with open(kernel_in(build, "amd64"), "rb") as file:
        whole = bytearray(file.read())
    with open(path, "wb") as file:
        file.write(change(whole))
    return path


def without_note(whole):
    """The PVH note's name is another."""
    at = whole.index(b"Xen\0")
    whole[at:at + 3] = b"Xon"
    return whole


def refusals(build):
    """(title, loader, files, text of selfmap.cfg, what the line says)"""
    kernel = kernel_in(build, "amd64")
    cut = damaged(build, "cut.elf", lambda whole: whole[:len(whole) // 2])
    plain = damaged(build, "plain.elf", without_note)
    script = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "amd64", "link.ld")
    return [
        ("unknown line", "x64", [kernel], "# fine\nkernel=kernel-amd64.elf\ntimeout=5\n", "selfmap.cfg line 3: unknown: give"),
        ("long command line", "x64", [kernel], f"append={'x' * 4096}\n", "the command line: it is too long"),
        ("no kernel", "ia32", [], "kernel=kernel-i687.elf\n", "kernel-i687.elf: there is no such file"),
        ("no kernel, no selfmap.cfg", "x64", [], None, "kernel-amd64.elf: there is no such file"),
        ("a folder as kernel", "ia32", [], "kernel=EFI\n", "EFI: it cannot be read"),
        ("no ELF file", "x64", [script], "kernel=link.ld\n", "link.ld: is no ELF file"),
        ("a loader as kernel", "ia32", [], "kernel=EFI/BOOT/BOOTIA32.EFI", "EFI/BOOT/BOOTIA32.EFI: is no ELF file"),
        ("half a kernel", "ia32", [cut], "kernel=cut.elf\n", "cut.elf: is damaged"),
        ("no PVH note", "x64", [plain], "kernel=plain.elf\n", "plain.elf: is no PVH kernel"),
    ]


def cases(build):
    """(title, function that runs it), as in matrix.py."""
    def boots(case, title="", through=uefi.through, careless=False, line="{} oracle", keys=()):
        """`line`: the command line that the kernel must get; with keys, the menu is what adds the case's words."""
        width, arch, cpu, memory, append, mode = case
        kernel = kernel_in(build, arch)
        words = "" if keys else append
        name = " ".join(filter(None, ("UEFI", width, title, arch, f"-cpu {cpu}", f"-m {memory}",
                                      f"'{append}'" if append else "")))
        return f"{name} -> {mode}", lambda: verdict.boot(
            kernel, cpu, memory, words, mode, timeout=uefi.TIMEOUT, start=through(width), keys=keys,
            check=handover.asker(kernel, line.format(append), careless))

    def refuses(title, width, files, config, text):
        loader = os.path.join(build, uefi.LOADERS[width])
        placed = [(path, fat.place_of(path)) for path in [loader] + files]
        return f"UEFI {width} {title} -> {text}", lambda: stops(width, placed, config, text)

    found = [boots(case) for case in BOOTS]
    found += [boots(case, "careless map", careless=True) for case in CARELESS]
    found += [boots(case, "growing map") for case in GROWING]
    found.append(("UEFI x64 map above all bounds -> halt", lambda: halts("x64", kernel_in(build, "amd64"))))
    found += [boots(case, "load options", uefi.with_options, line=uefi.FROM_FILE + " {} oracle") for case in OPTIONS]
    found.append(boots(MENU, "menu", line="oracle {}", keys=((STARTING, b"  "), (ASKED, b"2"))))
    image = os.path.join(build, "selfmap.img")
    found += [(f"UEFI {width} selfmap.img as a USB stick -> {mode}", lambda width=width, mode=mode: comes_up(width, image, mode))
              for width, mode in (("x64", "pml5"), ("ia32", "pml3"))]
    return found + [refuses(*case) for case in refusals(build)]
