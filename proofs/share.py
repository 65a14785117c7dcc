"""share.py - SHARE=k/n: every n-th planted fault, beginning with the k-th, where all of them take longer than one has.

`.ci/run` takes another sixteenth with each commit; without SHARE `make check` and the selftests plant everything.
"""
import os
import re
import sys


def of(rows):
    """The share of these rows that SHARE names; all of them when it is not set."""
    asked = os.environ.get("SHARE", "")
    if not asked:
        return rows
    match = re.fullmatch(r"(\d{1,6})/([1-9]\d{0,5})", asked)
    if match is None or int(match[1]) >= int(match[2]):
        print(f"SHARE is k/n with k below n, as in SHARE=0/4, and not '{asked}'", file=sys.stderr)
        sys.exit(2)
    print(f"SHARE={asked}: {len(rows[int(match[1])::int(match[2])])} of {len(rows)} planted faults", flush=True)
    return rows[int(match[1])::int(match[2])]
