#!/usr/bin/env python3
"""A receiver of Xinlian's webhooks, to begin from: the standard library alone, one file, one table.

    RECEIVER_SECRET=whsec_... python3 receiver.py passes.db 8090

It checks the signature by Standard Webhooks 1.0, refuses what is older than five minutes, and takes each id once. What
it holds is how each pass stands now. GET / answers that as JSON.
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE = 300
LIMIT = 64 * 1024


def genuine(secret, headers, body, now):
    """Whether the sender knows the secret, and said this just now."""
    uid, stamp, given = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not stamp.isdigit() or abs(now - int(stamp)) > TOLERANCE:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = hmac.new(key, f"{uid}.{stamp}.".encode() + body, hashlib.sha256).digest()
    versions = [one.partition(",") for one in given.split(" ")]
    return any(
        name == "v1" and hmac.compare_digest(text, base64.b64encode(wanted).decode()) for name, _, text in versions
    )


def take(file, uid, body):
    """Keep how a pass stands; False when this id was taken before."""
    said = json.loads(body)
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY)")
        database.execute("CREATE TABLE IF NOT EXISTS passes (number TEXT PRIMARY KEY, said TEXT)")
        if not database.execute("INSERT OR IGNORE INTO taken VALUES (?)", (uid,)).rowcount:
            return False
        pair = (said["data"]["number"], json.dumps(said["data"], ensure_ascii=False))
        database.execute("INSERT OR REPLACE INTO passes VALUES (?, ?)", pair)
    return True


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        body = self.rfile.read(min(length, LIMIT))
        if length > LIMIT or not genuine(self.server.secret, self.headers, body, time.time()):
            return self.answer(401, {"error": "not signed by a known sender, or too old"})
        fresh = take(self.server.file, self.headers["webhook-id"], body)
        return self.answer(200, {"taken": fresh})

    def do_GET(self):
        with sqlite3.connect(self.server.file) as database:
            database.execute("CREATE TABLE IF NOT EXISTS passes (number TEXT PRIMARY KEY, said TEXT)")
            rows = database.execute("SELECT said FROM passes ORDER BY number").fetchall()
        return self.answer(200, [json.loads(said) for (said,) in rows])

    def answer(self, status, content):
        body = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing of what comes is logged."""


def main(file, port):
    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Receiver)
    server.file, server.secret = file, os.environ["RECEIVER_SECRET"]
    print(f"listening on {server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:3])
