#!/usr/bin/env python3
"""lint.py - house rules that a machine can check: file length, no path of one machine, clean ends of lines, and
that every fault the selftests plant has its place in the code."""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import planted

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
CODE = (".c", ".h", ".py", ".asm", ".mk", ".inc", ".ld")
TEXT = CODE + (".md", ".json", ".yml")
MACHINE = re.compile("|".join(f"/{folder}/" for folder in ("work", "home", "root")))


def files(root):
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                            capture_output=True, text=True)
    # a copy below build/, which git ignores, has no files for git, as one without git
    names = listed.stdout.split("\0") if listed.returncode == 0 and listed.stdout else [
        str(path.relative_to(root)) for path in root.glob("**/*")
        if not {"build", ".git"} & set(path.relative_to(root).parts)]
    return [root / name for name in names if name and (root / name).is_file()]


def long_files(root, paths):
    return [f"{path.relative_to(root)}: {count} lines, more than {LONGEST}: split it" for path in paths
            if path.suffix in CODE for count in [len(path.read_text().splitlines())] if count > LONGEST]


def machine_paths(root, paths):
    return [f"{path.relative_to(root)}:{number}: a path of this machine: {line.strip()[:80]}" for path in paths
            if path.suffix in TEXT or path.name == "Makefile"
            for number, line in enumerate(path.read_text().splitlines(), 1) if MACHINE.search(line)]


def line_ends(root, paths):
    return [f"{path.relative_to(root)}: no newline at the end" for path in paths
            if path.suffix in CODE and path.read_text() and not path.read_text().endswith("\n")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    root = parser.parse_args().root
    paths = files(root)
    checks = [(f"no file above {LONGEST} lines", long_files(root, paths)),
              ("no path of this machine", machine_paths(root, paths)),
              ("files end with a newline", line_ends(root, paths)),
              ("planted faults have their places", planted.stale(root))]
    for title, complaints in checks:
        print(f"{'FAIL' if complaints else 'ok':5} {title}")
        for complaint in complaints:
            print(f"        {complaint}")
    failed = sum(bool(complaints) for _, complaints in checks)
    print(f"lint: {len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
