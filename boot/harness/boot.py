"""boot.py - `make boot`: one boot with the oracle, its log shown as it comes, the last line of the command contract.

Exit status: 0 all right, 1 the run failed, 2 the arguments make no sense."""

import argparse
import os
import re
import sys

import handover
import shell
import uefi
import verdict

# mode: kernel, default CPU, word that it needs
MODES = {"pml2": ("i686", "max", "NOXPA"), "pml3": ("i686", "max", ""),
         "pml4": ("amd64", "max", "NOXPA"), "pml5": ("amd64", "max", "")}
LEAST_MIB, MOST_MIB = 3, 512 * 1024
FIRMWARE = {"": None, "0": None, "1": "x64", "x64": "x64", "ia32": "ia32"}


def stop(line):
    print(f"boot: {line}")
    sys.exit(2)


def memory_argument(text, least):
    match = re.fullmatch(r"([0-9]{1,9})([MmGg]?)", text)
    mib = int(match.group(1)) * (1024 if match.group(2) in ("G", "g") else 1) if match else 0
    if not least <= mib <= MOST_MIB:
        stop(f"MEM={text} is no memory size: give {least}M to {MOST_MIB // 1024}G, for example MEM=128M")
    return f"{mib}M"


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("build", "mode", "cpu", "mem", "append", "uefi"):
        parser.add_argument(f"--{name}", default="")
    parsed = parser.parse_args()
    if parsed.uefi not in FIRMWARE:
        stop(f"UEFI={parsed.uefi} is no firmware: give 1 for the 64-bit one, ia32 for the 32-bit one, 0 for none")
    parsed.uefi = FIRMWARE[parsed.uefi]
    if parsed.mode not in MODES:
        stop(f"MODE={parsed.mode} is no paging mode: give pml2, pml3, pml4 or pml5")
    parsed.mem = memory_argument(parsed.mem or "256M", uefi.LEAST_MIB[parsed.uefi] if parsed.uefi else LEAST_MIB)
    return parsed


def slot_argument(append):
    """The slot that the kernel will print; what it cannot read it refuses itself."""
    match = re.search(r"(?:^|\s)slot=(0x[0-9a-f]+|[0-9]+)(?=\s|$)", append, re.I)
    return int(match.group(1), 16 if match.group(1)[:2].lower() == "0x" else 10) if match else None


def main():
    parsed = arguments()
    arch, cpu, word = MODES[parsed.mode]
    kernel = os.path.join(parsed.build, f"kernel-{arch}.elf")
    probes = pages = 0

    def echo(line):
        nonlocal probes, pages
        if line.startswith("probe "):
            probes += 1
        elif line.startswith(("page ", "large ")):
            pages += 1
        elif line.startswith("oracle: map "):
            print(f"{pages} page lines for the oracle", flush=True)
            pages = 0
        elif line == "oracle: ready":
            print(f"{probes} probe lines for the oracle", flush=True)
        elif not verdict.LAST_LINE.fullmatch(line):
            print(line, flush=True)

    append = f"{word} {parsed.append}".strip()
    if "shell" in append.lower().split():
        if parsed.uefi:
            stop("the shell's line is the loader's too: leave UEFI= out")
        print(f"kernel-{arch} in {parsed.mode}, `quit` ends it", flush=True)
        sys.exit(shell.interactive(kernel, parsed.cpu or cpu, parsed.mem, append))
    through = {}
    if parsed.uefi:
        through = {"start": uefi.through(parsed.uefi), "check": handover.asker(kernel, f"{append} oracle"), "timeout": uefi.TIMEOUT}
    run = verdict.boot(kernel, parsed.cpu or cpu, parsed.mem, append, parsed.mode, slot_argument(parsed.append), echo=echo,
                       **through)
    for line in run.oracle_failures:
        print(line)
    if run.complaints:
        print(f"QEMU: {run.complaints}")
    print(f"kernel image {os.path.getsize(kernel)} bytes, boot to last line {run.seconds:.2f} s, "
          f"{run.oracle_passed} of the checks by the oracle")
    if run.failure is None:
        print(run.last_line)
        return 0
    if not run.log and "unable to find CPU model" in run.failure:
        stop(f"CPU={parsed.cpu} is unknown to QEMU: see qemu-system-x86_64 -cpu help")
    if parsed.uefi and "selfmap loader" not in run.log:
        run.failure += "; the firmware did not come to our loader: does it run on this CPU? The 64-bit one needs long mode"
    if run.mode:
        print(run.last_line)
    print(f"boot: {parsed.mode} failed: {run.failure}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
