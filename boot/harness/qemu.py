"""qemu.py - one virtual machine: its serial line, its QMP monitor, its end.

Serial is QEMU's stdin and stdout, QMP a socket pair: no names in the file system, nothing to clean up.
Relies on qemu-system-x86_64, which runs both kernels (boot-notes.md)."""

import contextlib
import json
import os
import re
import selectors
import socket
import subprocess
import time

QEMU = "qemu-system-x86_64"
TERMINAL = re.compile(r"\x1b\[[0-9;=?]*[A-Za-z]")  # what UEFI firmware sends to place and colour its text


def default_timeout():
    """Seconds that a run may take: a boot takes a tenth of one, a loaded machine gets more."""
    return 60.0 if os.getloadavg()[0] > (os.cpu_count() or 1) else 20.0


class Failure(Exception):
    """A run that did not go as it must; the text is the one line for people."""


@contextlib.contextmanager
def direct(kernel, append):
    """QEMU loads the kernel itself, through its PVH note."""
    yield ["-M", "pc", "-kernel", kernel, "-append", append]


def words(memory, cpu):
    """Every machine of ours: TCG, the serial line on stdin and stdout, isa-debug-exit."""
    return [QEMU, "-accel", "tcg", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "stdio",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-m", memory, "-cpu", cpu]


class Guest:
    """A started machine. Use as a context manager: leaving it ends the process."""

    def __init__(self, kernel, cpu, memory, append, timeout=None, options=(), start=None):
        """`start(kernel, append)`: a context with QEMU's words for the machine and for what it boots from (uefi.py)."""
        self.deadline = time.monotonic() + (timeout or default_timeout())
        self.log = ""
        self._unread = b""
        self._qmp = None
        self._kept = contextlib.ExitStack()
        machine = self._kept.enter_context((start or direct)(kernel, append))
        ours, theirs = socket.socketpair()
        command = [*words(memory, cpu), "-chardev", f"socket,id=qmp,fd={theirs.fileno()}", "-mon", "chardev=qmp,mode=control",
                   *machine, *options]
        self.started = time.monotonic()
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE, pass_fds=[theirs.fileno()])
        except FileNotFoundError:
            self._kept.close()
            raise Failure(f"{QEMU} is not installed: run make deps") from None
        finally:
            theirs.close()
        self._socket = ours
        self._selector = selectors.DefaultSelector()
        self._selector.register(self.process.stdout, selectors.EVENT_READ)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._selector.close()
        self._socket.close()
        self._kept.close()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:
                pass

    def age(self):
        return time.monotonic() - self.started

    def remaining(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Failure("hang: no end within the time limit")
        return left

    def line(self):
        """The next line on the serial line, without its end; None when the machine has ended."""
        while b"\n" not in self._unread:
            if not self._selector.select(self.remaining()):
                continue
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                rest, self._unread = self._unread, b""
                return self._logged(rest) if rest else None
            self._unread += data
        line, self._unread = self._unread.split(b"\n", 1)
        return self._logged(line)

    def _logged(self, raw):
        text = TERMINAL.sub("", raw.decode("ascii", "replace")).rstrip("\r")
        self.log += text + "\n"
        return text

    def wait_for(self, text):
        """Reads until a line holds this text."""
        while (line := self.line()) is not None:
            if text in line:
                return
        raise Failure(f"the machine ended before a line with {text!r}")

    def send(self, byte):
        """One byte to the guest's serial line."""
        try:
            self.process.stdin.write(byte)
            self.process.stdin.flush()
        except OSError:
            raise Failure("the machine ended before the oracle was done") from None

    def finish(self):
        """Reads to the end; the exit status and QEMU's own complaints."""
        while self.line() is not None:
            pass
        try:
            status = self.process.wait(self.remaining())
        except subprocess.TimeoutExpired:
            raise Failure("hang: QEMU did not end") from None
        complaints = self.process.stderr.read().decode("utf-8", "replace").strip()
        return status, complaints

    # ---- QMP ----

    def _qmp_read(self):
        self._socket.settimeout(self.remaining())
        try:
            answer = self._qmp.readline()
        except OSError:
            raise Failure("QMP gives no answer") from None
        if not answer:
            raise Failure("QMP closed: QEMU has ended")
        return json.loads(answer)

    def qmp(self, command, **arguments):
        if self._qmp is None:
            self._qmp = self._socket.makefile("r", encoding="utf-8")
            self._qmp_read()  # the greeting
            self.qmp("qmp_capabilities")
        request = json.dumps({"execute": command, "arguments": arguments}) + "\n"
        try:
            self._socket.sendall(request.encode())
        except OSError:
            raise Failure("QMP closed: QEMU has ended") from None
        while True:
            answer = self._qmp_read()
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Failure(f"QMP {command}: {answer['error'].get('desc')}")

    def monitor(self, command):
        """A command of the human monitor. Never `info mem`: it is broken under LA57."""
        return self.qmp("human-monitor-command", **{"command-line": command})
