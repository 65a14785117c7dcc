"""uefi_cases.py - the boots of `make boot-test` that go through UEFI: each loader with each kernel in each mode, the map that
calls live tables usable, the map that grows, load options, the menu, the image as a USB stick; uefi_refusals.py adds its own.

Relies on uefi.py for starting, handover.py for what the loader told, verdict.py for the kernel's own checks."""

import os

import handover
import uefi
import uefi_refusals
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

# The reference's loader listed live tables as free memory, and its kernel died of it. Ours must live with such a map; the kernel's
# own check of this (check_memory.c) runs at every boot.
CARELESS = [
    ("ia32", "i686", "max", "256M", "NOXPA fault=loader-usable", "pml2"),
    ("x64", "amd64", "max", "16G", "fault=loader-usable", "pml5"),
]

# The firmware's map grows while its buffer is allocated, and before the first tries to leave (uefi/planted.h).
GROWING = [
    ("x64", "amd64", "max", "256M", "fault=loader-grow", "pml5"),
    ("ia32", "i686", "max", "256M", "fault=loader-stale", "pml3"),
]
# Boot services hold a page where the kernel is linked to be, so that it waits elsewhere until they are gone.
OCCUPIED = [("x64", "amd64", "max", "256M", "NOXPA fault=loader-occupied", "pml4"),
            ("ia32", "i686", "max", "256M", "NOXPA fault=loader-occupied", "pml2")]
# The map outgrows its buffer after a try to leave, when nothing may be allocated; the firmware keeps the kernel's place for good.
HOPELESS = [("x64", "fault=loader-outgrow", "loader: the firmware: the firmware's memory map"),
            ("ia32", "fault=loader-taken", "loader: kernel-amd64.elf: the memory that it is linked for")]

# Words come from the boot entry's load options; the loader then comes from no volume of its own.
OPTIONS = [
    ("x64", "i686", "max", "256M", "NOXPA", "pml2"),
    ("ia32", "amd64", "max", "256M", "seed=7", "pml5"),
]

# A key is held while the loader starts, then entry 2 is chosen.
MENU = ("x64", "amd64", "max", "128M", "NOXPA", "pml4")
STARTING, ASKED = "BdsDxe: starting", "q  back to the firmware"


def kernel_in(build, arch):
    return os.path.join(build, f"kernel-{arch}.elf")


def says(width, kernel, append, text):
    """The loader gives up with this line. What follows it (a key, or nothing at all) is not waited for."""
    run = verdict.Run()
    try:
        with Guest(kernel, "max", "128M", append, uefi.TIMEOUT, start=uefi.through(width)) as guest:
            try:
                guest.wait_for(text)
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

    found = [boots(case) for case in BOOTS]
    found += [boots(case, "careless map", careless=True) for case in CARELESS]
    found += [boots(case, "growing map") for case in GROWING]
    found += [boots(case, "kernel's place occupied") for case in OCCUPIED]
    found += [(f"UEFI {width} {append} -> {text}",
               lambda width=width, append=append, text=text: says(width, kernel_in(build, "amd64"), append, text))
              for width, append, text in HOPELESS]
    found += [boots(case, "load options", uefi.with_options, line=uefi.FROM_FILE + " {} oracle") for case in OPTIONS]
    found.append(boots(MENU, "menu", line="oracle {}", keys=((STARTING, b"  "), (ASKED, b"2"))))
    image = os.path.join(build, "selfmap.img")
    found += [(f"UEFI {width} selfmap.img as a USB stick -> {mode}", lambda width=width, mode=mode: comes_up(width, image, mode))
              for width, mode in (("x64", "pml5"), ("ia32", "pml3"))]
    return found + uefi_refusals.cases(build)
