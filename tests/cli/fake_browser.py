#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Stands in for a browser in tests of films: behaves as the page of the tour does, or fails as a browser may."""
import json
import os
import pathlib
import sys
import time
import urllib.request

address, secret = sys.argv[-1].split("#")
server = address.split("/?")[0]
is_own_renderer = "--use-angle=swiftshader" in sys.argv
manner = os.environ["FAKE_BROWSER"]


def send(action, body):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    urllib.request.urlopen(urllib.request.Request(f"{server}/api/v1/film/{action}", data, {"X-Film": secret}))


folder = next(word.split("=", 1)[1] for word in sys.argv if word.startswith("--user-data-dir="))
pathlib.Path(os.environ["FAKE_LOG"]).write_text(f"{os.getpid()}\n{folder}\n{address}\n")
if os.fork() == 0:  # a helper, as browsers have them, that would outlive it
    time.sleep(600)
    os._exit(0)
if manner == "dies":
    print("no display", file=sys.stderr)
    sys.exit(1)
if manner == "cannot draw" or (manner == "draws slowly" and not is_own_renderer):
    send("failed", {"message": "this browser has no WebGL 2"})
    time.sleep(600)
send("hello", {"renderer": "own" if is_own_renderer else "system"})
if manner == "stays":
    time.sleep(600)
if manner == "fails":
    send("failed", {"message": "nothing of the tour is called 'attic'"})
    time.sleep(600)
send("chunk?at=0", b"....film")
send("progress", {"frame": 1, "frames": 2})
send("chunk?at=0", b"head")
send("done", {"captions": "WEBVTT\n\n00:00.000 --> 00:04.000\nFAB 2\n"})
time.sleep(600)
