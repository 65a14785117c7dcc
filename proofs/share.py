"""share.py - SHARE=k/n: every n-th planted fault, beginning with the k-th, where all of them take longer than one has.
SMOKE=k/n: the same of verify's units, for their smoke tests.

`.ci/run` takes another SHARE with each commit; without SHARE and SMOKE `make check`, the selftests and verify do everything.
"""
import os
import re
import sys


def of(rows, name="SHARE", what="planted faults"):
    """The share of these rows that the variable names; all of them when it is not set."""
    asked = os.environ.get(name, "")
    if not asked:
        return rows
    match = re.fullmatch(r"(\d{1,6})/([1-9]\d{0,5})", asked)
    if match is None or int(match[1]) >= int(match[2]):
        print(f"{name} is k/n with k below n, as in {name}=0/4, and not '{asked}'", file=sys.stderr)
        sys.exit(2)
    taken = rows[int(match[1])::int(match[2])]
    print(f"{name}={asked}: {len(taken)} of {len(rows)} {what}", flush=True)
    return taken
