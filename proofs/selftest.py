#!/usr/bin/env python3
"""selftest.py - a gate that cannot fail is a defect: plants faults and shows that verify, audit and lint refuse each.

Every file of proofs/fixtures/ becomes a project of its own in build/selftest/, and the real proofs/verify.py runs on
it. Its first comment says how: `expect: REGEX` (what the output must hold; several may stand), `args: ...` (default
`--timeout 5`, which makes the run partial), `must_fail: NAMES`, and `trusted: NAMES`, `scratch: NAMES` for units.json.
Arguments of this script choose tests by name.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import selftest_audit
import selftest_lint
import selftest_mutants
import selftest_verify
import share

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / "build" / "selftest"


class Failed(Exception):
    """The gate let it pass, or refused for another reason."""


def verify(root, *arguments, env=None, smoke=None):
    """Runs the real gate on another project, with all its smoke tests or the share `smoke`. Returns (exit status, output)."""
    env = {key: value for key, value in (env or os.environ).items() if key != "SMOKE"} | ({"SMOKE": smoke} if smoke else {})
    done = subprocess.run([sys.executable, str(HERE / "verify.py"), "--root", str(root), *arguments], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def make_project(name, sources, must_fail=(), machdeps=("gcc_x86_64",), trusted=(), scratch=()):
    """A project of one unit; `sources` are (path below it, text)."""
    root = OUT / name
    shutil.rmtree(root, ignore_errors=True)
    for path, text in sources:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "proofs").mkdir(exist_ok=True)
    unit = {"name": "unit", "files": [path for path, _ in sources if path.endswith(".c")], "machdeps": list(machdeps),
            "must_fail": list(must_fail)}
    (root / "proofs" / "units.json").write_text(json.dumps({"units": [unit], "trusted": trusted, "scratch": scratch,
                                                         "doors": [path for path, _ in sources]}))
    return root


def header(text, key):
    comment = text[:text.index("*/")]
    return [value.strip() for value in re.findall(rf"^\s*{key}:(.*)$", comment, re.M)]


def refused(status, output, expected):
    """Passes when the run failed and said all of this."""
    if status == 0:
        raise Failed("verify accepted it:\n" + tail(output))
    if not re.search(r"^verify: FAILED", output.rstrip().splitlines()[-1]):
        raise Failed("the last line does not say that verify failed:\n" + tail(output))
    for pattern in expected:
        if not re.search(pattern, output):
            raise Failed(f"verify refused it, but nothing matches /{pattern}/:\n" + tail(output))


def tail(output, lines=25):
    return "\n".join("      " + line for line in output.rstrip().splitlines()[-lines:])


def fixture_test(path):
    text = path.read_text()
    arguments = header(text, "args")
    arguments = arguments[0].split() if arguments else ["--timeout", "5"]
    must_fail, trusted, scratch = [[name for line in header(text, key) for name in line.split()]
                                   for key in ("must_fail", "trusted", "scratch")]

    def test():
        root = make_project(path.stem, [(f"impl/a/{path.name}", text)], must_fail, trusted=trusted, scratch=scratch)
        refused(*verify(root, *arguments), header(text, "expect"))
    return test


def all_tests():
    fixtures = sorted((HERE / "fixtures").glob("*.c"))
    tests = {path.stem: fixture_test(path) for path in fixtures if header(path.read_text(), "expect")}
    tests |= selftest_verify.tests() | selftest_mutants.tests() | selftest_audit.tests() | selftest_lint.tests()
    return tests


def run_one(name, test):
    started = time.monotonic()
    try:
        test()
        problem = None
    except Exception as error:  # a crash of a test is a failed test
        problem = f"{type(error).__name__}: {error}"
    print(f"{'FAIL' if problem else 'ok':5} {name} ({time.monotonic() - started:.0f} s)"
          + (f"\n    {problem}" if problem else ""), flush=True)
    return problem is None


def main():
    chosen = sys.argv[1:]
    tests = {name: test for name, test in all_tests().items()
             if not chosen or any(word in name for word in chosen)}
    OUT.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(lambda item: run_one(*item), share.of(list(tests.items()))))
    passed = sum(verdicts)
    failed = len(verdicts) - passed + (not verdicts)
    print(f"verify-selftest: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.modules["selftest"] = sys.modules["__main__"]
    sys.exit(main())
