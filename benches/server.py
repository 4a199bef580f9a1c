"""Starts the servers of previews and asks them for pages. Linux only: memory and processor time are read from /proc."""

import http.client
import os
import re
import socket
import subprocess
import time
from pathlib import Path


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A running preview server."""

    def __init__(self, command, port):
        self.port, self.started = port, time.perf_counter()
        self.child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def first_page(self, path):
        """Returns the seconds from the start to the first page served completely."""
        while time.perf_counter() - self.started < 600:
            try:
                if self.get(path)[0] == 200:
                    return time.perf_counter() - self.started
            except OSError:
                pass
            time.sleep(0.002)
        raise SystemExit("it never serves a page")

    def until(self, path, words):
        """Requests the page until it contains the words."""
        while words not in self.get(path)[1]:
            time.sleep(0.001)

    def memory(self):
        """Returns the current and the peak resident size in MiB."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        kib = lambda name: int(re.search(rf"{name}:\s+(\d+)", status)[1])
        return kib("VmRSS") / 1024, kib("VmHWM") / 1024

    def processor(self):
        """Returns the processor time so far, in seconds."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        # Shells make background processes ignore Ctrl-C.
        self.child.terminate()
        self.child.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def preview(site):
    """Starts a preview of a site of Guong's, as of the date of its builds."""
    port = free_port()
    return Server([site.command[0], "serve", *site.command[2:], "--quiet", "--port", str(port)], port)
