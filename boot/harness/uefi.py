"""uefi.py - how a machine starts through UEFI: OVMF of either width, a FAT image, our own loader. Each function below gives
a `start` for qemu.Guest.

Relies on fat.py for the image, on Debian's packages ovmf and ovmf-ia32 for the firmware."""

import contextlib
import os
import tempfile

import fat
from qemu import Failure

LOADERS = {"x64": "BOOTX64.EFI", "ia32": "BOOTIA32.EFI"}
LEAST_MIB = {"x64": 64, "ia32": 96}  # below, OVMF does not come up, or keeps what the kernel's checks need
FROM_FILE = "quiet"  # what selfmap.cfg says beside the load options of with_options
TIMEOUT = 90.0  # seconds; a boot takes four of one idle core

# The 32-bit firmware comes in pflash only, built for System Management Mode, which QEMU's pc machine lacks. Were S3 on, it would
# keep 15 MiB around 16 MiB for waking up.
CODE32, VARS32 = "/usr/share/OVMF/OVMF32_CODE_4M.secboot.fd", "/usr/share/OVMF/OVMF32_VARS_4M.fd"
FIRMWARE = {
    "x64": (["/usr/share/ovmf/OVMF.fd"], ["-M", "pc", "-bios", "/usr/share/ovmf/OVMF.fd"]),
    "ia32": ([CODE32, VARS32], ["-M", "q35", "-global", "ICH9-LPC.disable_s3=1",
                                "-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={CODE32}",
                                "-drive", f"if=pflash,format=raw,unit=1,snapshot=on,file={VARS32}"]),
}


def escaped(path):
    """A comma ends a value of -drive."""
    return path.replace(",", ",,")


def disk(image, order=",bootindex=1"):
    """With an order the firmware connects this device only; without one it connects all, which takes longer."""
    return ["-drive", f"if=none,id=stick,format=raw,snapshot=on,file={escaped(image)}",
            "-device", f"virtio-blk-pci,drive=stick{order}"]


def firmware_of(width):
    files, options = FIRMWARE[width]
    for name in files:
        if not os.path.exists(name):
            raise Failure(f"{os.path.basename(name)} is not installed: run make deps")
    return options


def write_image(folder, files, config):
    """An image with these files (source, place) and this text as selfmap.cfg, or without one."""
    image = os.path.join(folder, "selfmap.img")
    if config is not None:
        written = os.path.join(folder, "selfmap.cfg")
        with open(written, "w", encoding="ascii", newline="") as file:
            file.write(config)
        files = files + [(written, "selfmap.cfg")]
    try:
        fat.write(image, files)
    except fat.NoTools as problem:
        raise Failure(str(problem)) from None
    return image


def through(width):
    """From the image, as from a USB stick; kernel and command line stand in selfmap.cfg."""
    @contextlib.contextmanager
    def start(kernel, append):
        name = os.path.basename(kernel)
        loader = os.path.join(os.path.dirname(kernel), LOADERS[width])
        with tempfile.TemporaryDirectory(prefix="selfmap-") as folder:
            image = write_image(folder, [(loader, fat.place_of(loader)), (kernel, name)],
                                f"# written by uefi.py\n\nkernel={name}\r\nappend={append}\n")
            yield firmware_of(width) + disk(image)
    return start


def with_files(width, files, config):
    """From an image with these files, whatever they are; for what a loader must refuse, and for its menu."""
    @contextlib.contextmanager
    def start(_kernel, _append):
        with tempfile.TemporaryDirectory(prefix="selfmap-") as folder:
            yield firmware_of(width) + disk(write_image(folder, files, config))
    return start


def with_options(width):
    """The firmware starts the loader from elsewhere and with load options, which are added to what selfmap.cfg says."""
    @contextlib.contextmanager
    def start(kernel, append):
        name = os.path.basename(kernel)
        loader = os.path.join(os.path.dirname(kernel), LOADERS[width])
        with tempfile.TemporaryDirectory(prefix="selfmap-") as folder:
            image = write_image(folder, [(kernel, name)], f"append={FROM_FILE}\n")
            yield firmware_of(width) + disk(image, "") + ["-kernel", loader, "-append", f"kernel={name} {append}"]
    return start


def stick(width, image):
    """This very image, on a USB stick."""
    @contextlib.contextmanager
    def start(_kernel, _append):
        yield firmware_of(width) + [
            "-drive", f"if=none,id=stick,format=raw,snapshot=on,file={escaped(image)}",
            "-device", "qemu-xhci", "-device", "usb-storage,drive=stick,bootindex=1"]
    return start
