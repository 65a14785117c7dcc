#!/usr/bin/env python3
"""lint.py - house rules that a machine can check: file length, no path of one machine, clean ends of lines."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
CODE = (".c", ".h", ".py", ".asm", ".mk", ".inc", ".ld")
TEXT = CODE + (".md", ".json", ".yml")
MACHINE = re.compile("|".join(f"/{folder}/" for folder in ("work", "home", "root")))


def files():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True)
    names = listed.stdout.split("\0") if listed.returncode == 0 else [
        str(path.relative_to(ROOT)) for path in ROOT.glob("**/*") if "build" not in path.parts and ".git" not in path.parts]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def long_files(paths):
    return [f"{path.relative_to(ROOT)}: {count} lines, more than {LONGEST}: split it" for path in paths
            if path.suffix in CODE for count in [len(path.read_text().splitlines())] if count > LONGEST]


def machine_paths(paths):
    return [f"{path.relative_to(ROOT)}:{number}: a path of this machine: {line.strip()[:80]}" for path in paths
            if path.suffix in TEXT or path.name == "Makefile"
            for number, line in enumerate(path.read_text().splitlines(), 1) if MACHINE.search(line)]


def line_ends(paths):
    return [f"{path.relative_to(ROOT)}: no newline at the end" for path in paths
            if path.suffix in CODE and path.read_text() and not path.read_text().endswith("\n")]


def main():
    paths = files()
    checks = [(f"no file above {LONGEST} lines", long_files(paths)), ("no path of this machine", machine_paths(paths)),
              ("files end with a newline", line_ends(paths))]
    for title, complaints in checks:
        print(f"{'FAIL' if complaints else 'ok':5} {title}")
        for complaint in complaints:
            print(f"        {complaint}")
    failed = sum(bool(complaints) for _, complaints in checks)
    print(f"lint: {len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
