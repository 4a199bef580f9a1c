"""Stands before an HTTP server and answers every other request with 503: `unreliable.py PORT UPSTREAM_PORT`."""

import http.client
import itertools
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UPSTREAM = int(sys.argv[2])
requests = itertools.count()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if next(requests) % 2 == 0:
            status, answer, kept = 503, b"<Error><Code>SlowDown</Code></Error>", {}
        else:
            server = http.client.HTTPConnection("127.0.0.1", UPSTREAM)
            # The signature covers the header Host.
            server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                server.putheader(name, value)
            server.endheaders(body or None)
            got = server.getresponse()
            status, answer, kept = got.status, got.read(), {"Content-Type": got.headers.get("Content-Type", "")}
            server.close()
        self.send_response(status)
        for name, value in kept.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_PUT = do_DELETE = forward

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
