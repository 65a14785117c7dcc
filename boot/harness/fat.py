"""fat.py - a disk image that UEFI firmware boots from, a USB stick's as well as a virtual machine's: an MBR with one EFI
system partition, FAT16, the loaders at the removable medium's place.

    fat.py IMAGE FILE...    BOOT*.EFI go to EFI/BOOT, everything else to the top

Relies on mtools."""

import os
import struct
import subprocess
import sys

SECTOR = 512
START = 2048               # sectors before the partition: 1 MiB, where every stick and disk is aligned
SECTORS = 16384 - START    # 8 MiB in all; 7 MiB in clusters of 512 bytes are FAT16
EFI_SYSTEM = 0xEF


class NoTools(Exception):
    """mtools are missing, or refused."""


def mtools(*words):
    # mtools would look into the caller's configuration, and into its environment for the date.
    environment = {"PATH": os.environ.get("PATH", ""), "MTOOLS_SKIP_CHECK": "1", "MTOOLSRC": os.devnull,
                   "SOURCE_DATE_EPOCH": "631152000", "TZ": "UTC"}
    try:
        done = subprocess.run(words, env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        raise NoTools(f"{words[0]} is not installed: run make deps") from None
    if done.returncode != 0:
        raise NoTools(f"{words[0]}: {done.stderr.strip()}")


def partition_table():
    """The MBR: no code, one bootable entry; the cylinders are the customary nonsense of large disks."""
    entry = struct.pack("<B3sB3sII", 0x80, b"\xfe\xff\xff", EFI_SYSTEM, b"\xfe\xff\xff", START, SECTORS)
    return bytes(440) + b"SMAP" + bytes(2) + entry + bytes(48) + b"\x55\xaa"


def write(image, files):
    """`files`: (source in the file system, place on the volume)."""
    with open(image, "wb") as disk:
        disk.write(partition_table())
        disk.truncate((START + SECTORS) * SECTOR)
    volume = f"{image}@@{START * SECTOR}"
    # Serial number and date are fixed, so that the same files make the same image.
    mtools("mformat", "-i", volume, "-T", str(SECTORS), "-h", "255", "-s", "63", "-H", str(START), "-c", "1", "-N", "534D4150",
           "-v", "SELFMAP", "::")
    folders = {os.path.dirname(place) for _, place in files}
    for folder in ("EFI", "EFI/BOOT"):
        if any(name == folder or name.startswith(folder + "/") for name in folders):
            mtools("mmd", "-i", volume, f"::{folder}")
    for source, place in files:
        mtools("mcopy", "-i", volume, source, f"::{place}")


def place_of(source):
    name = os.path.basename(source)
    return f"EFI/BOOT/{name}" if name.upper().endswith(".EFI") else name


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    try:
        write(sys.argv[1], [(source, place_of(source)) for source in sys.argv[2:]])
    except (NoTools, OSError) as problem:
        print(f"fat: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
