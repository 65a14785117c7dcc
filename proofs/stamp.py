"""stamp.py - what was proved: a digest over every input, the stamp of a full pass, the committed goal counts."""
import hashlib
import json
import os
import subprocess

import gates

TOOLS = (("frama-c", "-version"), ("why3", "--version"), ("z3", "--version"), ("cvc4", "--version"))


def digest(root):
    """{"digest": of all inputs, "files": {path: sha256}, "tools": [...]}"""
    files = {}
    for folder in ("impl", "spec", "proofs"):
        for path in sorted((root / folder).glob("**/*")):
            if path.is_file() and "__pycache__" not in path.parts:
                files[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    tools = [version(tool) for tool in TOOLS]
    text = json.dumps([files, tools, os.environ.get("SMOKE", "")], sort_keys=True)  # a share of the smoke tests is no full pass
    return {"digest": hashlib.sha256(text.encode()).hexdigest(), "files": files, "tools": tools}


def same_but_counts(one, other):
    """The same inputs, but for the goal counts that --update-expected writes."""
    def without(inputs):
        return {path: value for path, value in inputs["files"].items() if path != "proofs/expected.json"}
    return without(one) == without(other) and one["tools"] == other["tools"]


def version(tool):
    try:
        done = subprocess.run(tool, capture_output=True, text=True)
    except FileNotFoundError:
        return f"{tool[0]} is missing"
    return (done.stdout or done.stderr).splitlines()[0]


def read(out):
    try:
        return json.loads((out / "stamp").read_text())["digest"]
    except (OSError, ValueError, KeyError):
        return None


def last_line(out):
    return json.loads((out / "stamp").read_text())["line"]


def write(out, inputs, line):
    (out / "stamp").write_text(json.dumps({**inputs, "line": line}, indent=1) + "\n")


def update_expected(project, results, prune):
    """Writes the goal counts of these runs; with prune, forgets all others. Returns the number of goals."""
    counts = {} if prune else project.expected()
    for result in results:
        tally = gates.tally(result.run, result.found)
        counts.setdefault(result.run.unit.name, {})[result.run.machdep] = tally
    project.expected_path.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n")
    return sum(tally["goals"] for unit in counts.values() for tally in unit.values())
