"""A local endpoint for OpenAI's chat completions with programmed answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Sentence = dict[str, Any]


@dataclass
class Reply:
    """A response: status, headers and body, sent at once or byte by byte with pauses."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


def completion(content: str | None, finish: str = "stop", usage: Any = (100, 20)) -> Reply:  # noqa: ANN401
    """An answer of the protocol."""
    told = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}],
        "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]} if isinstance(usage, tuple) else usage,
    }
    return Reply(body=json.dumps(told).encode())


@dataclass
class Model:
    """The endpoint: its address, what it was asked, and how it answers the sentences of a question."""

    url: str = ""
    answer: Callable[[list[Sentence]], Reply] = lambda _: completion('{"claims": []}')
    questions: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def asked(self) -> list[list[str]]:
        """The texts of the sentences of each question."""
        return [[s["text"] for s in json.loads(q["messages"][1]["content"])] for q in self.questions]


@contextmanager
def serving() -> Iterator[Model]:
    """An endpoint that runs during the block."""
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path != "/v1/chat/completions":
                self.send_error(404)
                return
            model.questions.append(question)
            model.keys.append(self.headers["Authorization"])
            reply = model.answer(json.loads(question["messages"][1]["content"]))
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for place in range(0, len(reply.body), 1 if reply.pause else max(1, len(reply.body))):
                    self.wfile.write(reply.body[place : place + 1] if reply.pause else reply.body)
                    time.sleep(reply.pause)
            except OSError:
                pass  # who asked has left

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield model
        server.shutdown()
        thread.join()
