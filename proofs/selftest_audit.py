"""selftest_audit.py - differences between what is proved and what is linked, planted in a copy, that audit must refuse."""
import re
import shutil
import subprocess
import sys

import selftest as base

# name: file, text, replacement, what audit must say
FAULTS = {
    "audit_macro_in_kernel": ("boot/boot.mk", "i686_FLAGS := ", "i686_FLAGS := -DSPAN_FIX=1 ", r"compiled with -DSPAN_FIX=1"),
    "audit_macro_in_fuzz": ("fuzz/fuzz.mk", "HOSTED := ", "HOSTED := -DFUZZING ", r"compiled with -DFUZZING"),
    "audit_switch": ("impl/pagemap/features.c", "#include \"selfmap/features.h\"",
                     "#include \"selfmap/features.h\"\n#ifdef __FRAMAC__\n#define NOTHING\n#endif", r"features.c:\d+: #ifdef"),
    "audit_other_text": ("impl/pagemap/features.c", "#include \"selfmap/features.h\"",
                         "#include \"selfmap/features.h\"\n#ifdef __clang__\nint only_in_the_kernel;\n#endif",
                         r"features.c: build \w+ sees other text than the proof"),
    "audit_shadow_header": ("boot/boot.mk", "i686_FLAGS := ", "i686_FLAGS := -Iboot/shadow ", r"include folders"),
    "audit_other_source": ("boot/boot.mk", "$$(BUILD)/$(1)/%.o: %.c boot/boot.mk\n\t@mkdir -p $$(@D)\n"
                           "\t$$(CLANG) $$($(1)_FLAGS) -MMD -MP -c $$<",
                           "$$(BUILD)/$(1)/%.o: %.c boot/boot.mk\n\t@mkdir -p $$(@D)\n"
                           "\t$$(CLANG) $$($(1)_FLAGS) -MMD -MP -c boot/$$<", r"boot/impl/\S+ is in no unit"),
    "audit_macro_in_loader": ("boot/uefi/uefi.mk", "uefi-ia32_FLAGS := ", "uefi-ia32_FLAGS := -DOLD_FIRMWARE ",
                              r"compiled with -DOLD_FIRMWARE"),
    "audit_loader_unlinked": ("boot/uefi/uefi.mk", "impl/pagemap/boot_params.c", "boot/tool/json.c",
                              r"BOOTX64.EFI does not link impl/pagemap/boot_params.c"),
    "audit_unlinked": ("boot/boot.mk", "$$($(1)_BOOT) $$($(1)_IMPL)\n", "$$($(1)_BOOT)\n", r"does not link impl/"),
}


def refused(name, fault, gate, home):
    """A test: the gate (a script beside this one) run over a copy of the project with this fault says what it must."""
    path, text, replacement, expected = fault

    def test():
        root = base.OUT / name
        shutil.rmtree(root, ignore_errors=True)
        for folder in ("impl", "spec", "proofs", "boot", "fuzz"):
            shutil.copytree(base.ROOT / folder, root / folder,
                            ignore=shutil.ignore_patterns("__pycache__", "fixtures", "corpus"))
        for file in base.ROOT.iterdir():
            if file.is_file():
                shutil.copy(file, root)
        source = root / path
        before = source.read_text()
        if text not in before:
            raise base.Failed(f"{path} no longer holds '{text}': write this fault again in proofs/{home}")
        source.write_text(before.replace(text, replacement, 1))
        done = subprocess.run([sys.executable, str(base.HERE / f"{gate}.py"), "--root", str(root)], capture_output=True,
                              text=True)
        last = done.stdout.rstrip().splitlines()[-1:]
        if done.returncode == 0 or not re.search(expected, done.stdout) or not re.match(rf"{gate}: .* failed", *last):
            raise base.Failed(f"nothing matches /{expected}/:\n" + base.tail(done.stdout + done.stderr))
    return test


def tests():
    return {name: refused(name, fault, "audit", "selftest_audit.py") for name, fault in FAULTS.items()}
