#!/usr/bin/env python3
"""`make replay`: every corpus file through every replay build, two builds at a time. Usage: replay.py CORPORA BINARY...

A binary is named TARGET, its folder says how it was built. Last line: `replay: N passed, N failed`.
"""
import concurrent.futures
import errno
import pathlib
import re
import subprocess
import sys

COUNT = re.compile(r": (\d+) passed, (\d+) failed$")


def replay(binary, corpora):
    files = sorted(str(path) for path in (corpora / binary.name).iterdir())
    try:
        run = subprocess.run([str(binary), *files], capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        if error.errno == errno.ENOEXEC and binary.parent.name == "gcc32":  # a kernel without IA32 emulation: built, not run
            return 0, 0, [f"{binary}: NOT RUN, this machine's kernel executes no 32-bit programs; the i686 kernel covers it in boot-test"]
        return 0, len(files) or 1, [f"{binary}: {error.strerror}"]
    lines = run.stdout.strip().splitlines()
    count = COUNT.search(lines[-1]) if lines else None
    if count is None:
        return 0, len(files) or 1, [f"{binary}: ended with status {run.returncode} and no count", run.stderr[-2000:]]
    details = [] if run.returncode == 0 else lines[:-1] + run.stderr.splitlines()[:40]
    return int(count[1]), int(count[2]) + (1 if run.returncode != 0 and count[2] == "0" else 0), details + lines[-1:]


def main():
    corpora = pathlib.Path(sys.argv[1])
    passed = 0
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for good, bad, lines in workers.map(lambda name: replay(pathlib.Path(name), corpora), sys.argv[2:]):
            print("\n".join(lines))
            passed += good
            failed += bad
    print(f"replay: {passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
