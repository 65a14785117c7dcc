"""bochs.py - `make boot-bochs`: the same kernels under Bochs, a second opinion about the CPU.

Bochs is another implementation of the CPU, with a TLB of its own; whether it models global translations and latched
PDPTEs more closely than QEMU's TCG is not tested here. There is no oracle outside: the kernel's own checks must all
pass. Needs the packages bochs, bochsbios and vgabios."""

import argparse
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time

SECTOR, CHUNK, PACKED = 512, 32 * 512, 0x10000
SECONDS = 240
LAST_LINE = re.compile(r"^(boot: .*)\n", re.M)

# kernel, CPU model, command line, the mode it must choose; None: the run must fail. This Bochs (2.7) has no LA57.
CASES = [
    ("i686", "pentium", "", "pml2"),
    ("i686", "corei7_haswell_4770", "NOXPA", "pml2"),
    ("i686", "corei7_haswell_4770", "", "pml3"),
    ("amd64", "corei7_haswell_4770", "", "pml4"),
    ("i686", "p3_katmai", "", "pml3"),            # no NX
    ("amd64", "corei7_haswell_4770", "seed=2", "pml4"),
    ("amd64", "athlon64_clawhammer", "", "pml4"),  # no pages of 1 GiB, no SMEP, no SMAP
    ("amd64", "corei7_skylake_x", "seed=3 ops=8000", "pml4"),
    # The door flushes nothing, or not all of a large page: it must show here too.
    ("i686", "corei7_haswell_4770", "fault=flush", None),
    ("amd64", "corei7_haswell_4770", "fault=flush", None),
    ("i686", "corei7_haswell_4770", "fault=flush-large-page", None),
    ("amd64", "corei7_haswell_4770", "fault=flush-large-window", None),
]

CONFIG = """\
romimage: file=$BXSHARE/BIOS-bochs-latest
vgaromimage: file=$BXSHARE/VGABIOS-lgpl-latest
megs: 64
cpu: model={cpu}, ips=200000000, reset_on_triple_fault=0
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=disk, path={disk}, mode=flat
boot: disk
com1: enabled=1, mode=file, dev={serial}
log: {log}
panic: action=fatal
display_library: rfb, options="timeout=0"
"""


def segments(elf):
    """(physical address, bytes, size in memory) of each PT_LOAD; the entry. Both widths of ELF."""
    wide = elf[4] == 2
    entry, = struct.unpack_from("<Q" if wide else "<I", elf, 24)
    offset, = struct.unpack_from("<Q" if wide else "<I", elf, 32 if wide else 28)
    size, count = struct.unpack_from("<HH", elf, 54 if wide else 42)
    found = []
    for at in range(offset, offset + size * count, size):
        if wide:
            kind, _, start, _, physical, in_file, in_memory, _ = struct.unpack_from("<IIQQQQQQ", elf, at)
        else:
            kind, start, _, physical, in_file, in_memory, _, _ = struct.unpack_from("<IIIIIIII", elf, at)
        if kind == 1:
            found.append((physical, elf[start:start + in_file], in_memory))
    return entry, found


def disk(loader, kernel, line):
    """The image: loader, table of segments, command line, segments; a whole number of cylinders."""
    with open(kernel, "rb") as file:
        entry, loads = segments(file.read())
    head = 12 + 16 * len(loads)
    table, data = b"", line.encode() + b"\0"
    for physical, content, in_memory in loads:
        table += struct.pack("<IIII", PACKED + head + len(data), physical, len(content), in_memory - len(content))
        data += content
    packed = struct.pack("<III", entry, len(loads), PACKED + head) + table + data
    chunks = -(-len(packed) // CHUNK)
    with open(loader, "rb") as file:
        sector = bytearray(file.read())
    struct.pack_into("<H", sector, 506, chunks)
    image = bytes(sector) + packed.ljust(chunks * CHUNK, b"\0")
    cylinder = 16 * 63 * SECTOR
    return image.ljust(-(-len(image) // cylinder) * cylinder, b"\0")


def run(build, arch, cpu, line):
    """What the kernel printed on COM1."""
    with tempfile.TemporaryDirectory() as folder:
        names = {name: os.path.join(folder, name) for name in ("disk", "serial", "log", "config", "go")}
        with open(names["disk"], "wb") as file:
            file.write(disk(os.path.join(build, "bochs", "disk.bin"), os.path.join(build, f"kernel-{arch}.elf"), line))
        with open(names["config"], "w", encoding="ascii") as file:
            file.write(CONFIG.format(cpu=cpu, disk=names["disk"], serial=names["serial"], log=names["log"]))
        with open(names["go"], "w", encoding="ascii") as file:
            file.write("continue\n")  # for a Bochs that was built with its debugger
        process = subprocess.Popen(["bochs", "-q", "-f", names["config"], "-rc", names["go"]], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return wait(process, names["serial"])
        finally:
            process.kill()
            process.wait()


def wait(process, serial):
    deadline = time.monotonic() + SECONDS
    text = ""
    while time.monotonic() < deadline and not LAST_LINE.search(text):
        ended = process.poll() is not None
        if os.path.exists(serial):
            with open(serial, encoding="ascii", errors="replace") as file:
                text = file.read()
        if ended:
            break
        time.sleep(0.1)
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = parser.parse_args().build
    if shutil.which("bochs") is None:
        print("boot-bochs: Bochs is not installed: apt-get install bochs bochsbios vgabios")
        return 2
    passed = 0
    for arch, cpu, line, mode in CASES:
        started = time.monotonic()
        log = run(build, arch, cpu, line)
        said = LAST_LINE.search(log)
        right = rf"boot: {mode or 'pml.'}, \d+ checks passed, 0 failed"
        clean = bool(said) and re.fullmatch(right, said.group(1)) is not None
        good = clean if mode else bool(said) and not clean
        passed += good
        title = " ".join(filter(None, (arch, cpu, f"'{line}'" if line else "")))
        if not good:
            print(log, end="")
        heard = said.group(1) if said else "no last line"
        print(f"{'ok' if good else 'FAIL'} {title} -> {mode or 'rejected'}: {heard} "
              f"({time.monotonic() - started:.1f} s)", flush=True)
    print(f"boot-bochs: {passed} passed, {len(CASES) - passed} failed")
    return 0 if passed == len(CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
