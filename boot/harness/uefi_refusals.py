"""uefi_refusals.py - what a UEFI loader must refuse, one thing after the other in one machine: first the firmware starts it with
a bad selfmap.cfg, then the firmware's shell starts it again and again, each time with other words, and in the end with a good
kernel, which must come up as if nothing had been.

Relies on OVMF's built-in shell, which runs startup.nsh; on uefi.py, handover.py and verdict.py."""

import contextlib
import os
import tempfile

import fat
import handover
import uefi
import verdict
from qemu import Failure

GOOD, BAD, LONG = "append=oracle\n", "# fine\nkernel=kernel-amd64.elf\ntimeout=5\n", f"append={'x' * 4000}\n"
BAD_LINE = "selfmap.cfg line 3: unknown: give"
AGAIN = "loader: back to the firmware"
# The shell waits five seconds for somebody who wants no script; any other key makes it go on.
KEYS = (("(press a key)", b"x"), ("BLK0: Alias", b" "))

# the loader's words, what its one line says
REFUSED = [
    ("kernel=kernel-i687.elf", "kernel-i687.elf: there is no such file"),
    ("kernel=", "kernel=: give the name of a file"),
    (f"kernel={'k' * 128}", "kernel=: give the name of a file"),
    ("kernel=EFI", "EFI: it cannot be read"),
    ("kernel=selfmap.cfg", "selfmap.cfg: is no ELF file"),
    ("kernel=EFI/BOOT/{loader}", "is no ELF file"),
    ("kernel=empty.elf", "empty.elf: is no ELF file"),
    ("kernel=cut.elf", "cut.elf: is damaged"),
    ("kernel=plain.elf", "plain.elf: is no PVH kernel"),
    ("kernel=other.elf", "other.elf: is no executable for i386 or x86-64"),
    ("kernel=high.elf", "high.elf: lies above 4 GiB"),
]
LONG_LINE = ("kernel=kernel-amd64.elf " + "y" * 100, "the command line: it is too long")


def without_note(whole):
    """The PVH note's name is another."""
    at = whole.index(b"Xen\0")
    return whole[:at] + b"Xon" + whole[at + 3:]


def for_arm(whole):
    return whole[:18] + b"\xb7\0" + whole[20:]


def high(whole):
    """The first segment's physical address gets bit 32: the program headers follow the ELF64 header."""
    at = 64 + 24 + 4
    return whole[:at] + b"\1" + whole[at + 1:]


DAMAGED = {"empty.elf": lambda whole: b"", "cut.elf": lambda whole: whole[:len(whole) // 2], "plain.elf": without_note,
           "other.elf": for_arm, "high.elf": high}


def script(loader, steps):
    """startup.nsh: one line for each start of the loader, with selfmap.cfg replaced where that changes."""
    lines, config = ["@echo -off"], None
    for wanted, words in steps:
        if wanted != config:
            lines.append(f"cp -q fs0:\\{wanted} fs0:\\selfmap.cfg")
            config = wanted
        lines.append(f"fs0:\\EFI\\BOOT\\{loader} {words}")
    return "\r\n".join(lines) + "\r\n"


def stick(build, width, steps):
    """A `start` for qemu.Guest: the image with everything that the steps need."""
    loader = uefi.LOADERS[width]
    with open(os.path.join(build, "kernel-amd64.elf"), "rb") as file:
        whole = file.read()
    texts = {"good.cfg": GOOD, "long.cfg": LONG, "startup.nsh": script(loader, steps)}

    @contextlib.contextmanager
    def start(kernel, append):
        with tempfile.TemporaryDirectory(prefix="selfmap-") as folder:
            def written(name, content):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(content)
                return path, name
            files = [(os.path.join(build, name), fat.place_of(name)) for name in (loader, "kernel-i686.elf", "kernel-amd64.elf")]
            files += [written(name, change(whole)) for name, change in DAMAGED.items()]
            files += [written(name, text.encode("ascii")) for name, text in texts.items()]
            with uefi.with_files(width, files, BAD)(kernel, append) as options:
                yield options
    return start


def require_refusals(run, expected):
    """Each in its order, each in one line, and the firmware had its turn after each."""
    said = [line for line in run.log.splitlines() if "(press a key)" in line]
    if len(said) != len(expected):
        raise Failure(f"the loader must refuse {len(expected)} times, and did {len(said)} times")
    for line, text in zip(said, expected):
        if not line.startswith("loader: ") or text not in line:
            raise Failure(f"expected a line with {text!r}, got: {line}")
    if run.log.count(AGAIN) != len(expected):
        raise Failure("the loader did not return to the firmware after each refusal")


def boot(build, width, refused, arch="amd64", words="NOXPA", mode="pml4"):
    """The bad file, what is refused, then this kernel with its whole verdict."""
    refused = [(entry.format(loader=uefi.LOADERS[width]), text) for entry, text in refused]
    kernel = os.path.join(build, f"kernel-{arch}.elf")
    steps = [("long.cfg" if text == LONG_LINE[1] else "good.cfg", entry) for entry, text in refused]
    steps.append(("good.cfg", f"kernel=kernel-{arch}.elf {words}"))
    run = verdict.boot(kernel, "max", "128M", "", mode, timeout=uefi.TIMEOUT, start=stick(build, width, steps), keys=KEYS,
                       check=handover.asker(kernel, f"oracle {words}"))
    try:
        require_refusals(run, [BAD_LINE] + [text for _, text in refused])
    except Failure as failure:
        run.failure = str(failure)
    return run


def cases(build):
    """(title, function that runs it), as in matrix.py."""
    listed = REFUSED + [LONG_LINE]
    title = f"{len(listed) + 1} refusals, then"
    return [
        (f"UEFI x64 {title} amd64 -> pml4", lambda: boot(build, "x64", listed)),
        (f"UEFI ia32 {title} i686 -> pml3", lambda: boot(build, "ia32", listed, "i686", "seed=5", "pml3")),
    ]
