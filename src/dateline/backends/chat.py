"""An OpenAI-compatible chat completions endpoint: one question at a time, bounded in time and size, cached by request.

The answer's text comes back as it is; whoever asks judges it. The key stands in one header and nowhere else: in no
message, no cache, no representation.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2

from dateline.backends.cache import AnswerCache
from dateline.errors import ConfigError

_AGAIN: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_LONGEST_WAIT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask and within which bounds. `url` is the base: `/chat/completions` is added to it."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0  # for one whole exchange, however slowly it drips
    max_bytes: int = 1_000_000  # of one answer
    max_tokens: int = 8_000  # that the model may write
    retries: int = 3  # after the first try
    seed: int = 7

    def __post_init__(self) -> None:
        try:
            address = httpx2.URL(self.url)
        except (httpx2.InvalidURL, TypeError) as wrong:
            raise ConfigError("DATELINE_LLM_URL is no web address") from wrong
        if address.scheme not in ("http", "https") or not address.host:
            raise ConfigError("DATELINE_LLM_URL must begin with http:// or https:// and name a host")
        if address.userinfo:
            raise ConfigError("DATELINE_LLM_URL must not hold a password; put the key into DATELINE_LLM_KEY")
        if self.key and address.scheme == "http" and address.host not in _LOOPBACK:
            raise ConfigError("DATELINE_LLM_KEY would leave this machine unencrypted: use an https:// address")
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise ConfigError("DATELINE_LLM_KEY holds characters that no key has")


class EndpointError(Exception):
    """No usable answer; the message is for the user. `down` where the endpoint, not this question, is at fault."""

    def __init__(self, what: str, *, down: bool, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.what, self.down = what, down
        self.wait_s = wait_s  # None: asking again is of no use


class Chat:
    """Asks an endpoint; answers that were used once are never asked for again."""

    def __init__(self, endpoint: Endpoint, cache: AnswerCache, sleep: Callable[[float], object] = time.sleep) -> None:
        self.endpoint, self._cache, self._sleep = endpoint, cache, sleep

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any], check: Callable[[str], object]) -> str:
        """The answer's text, which `check` took without raising; raises EndpointError, or what `check` raises.

        Only an answer that passes `check` is kept, under the hash of the whole request.
        """
        body = self._body(messages, schema)
        request = self.endpoint.url.encode() + b"\n" + body
        known = self._cache.get(request)
        if known is not None:
            check(known)
            return known
        text = _content(self._tried(body))
        check(text)
        try:
            self._cache.put(request, text)
        except OSError as full:
            what = f"answers cannot be kept in {self._cache.folder} ({full.strerror}); set DATELINE_LLM_CACHE"
            raise ConfigError(what) from full
        return text

    def _body(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> bytes:
        form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        request = {
            "model": self.endpoint.model,
            "messages": messages,
            "temperature": 0,
            "seed": self.endpoint.seed,
            "max_tokens": self.endpoint.max_tokens,
            "response_format": form,
        }
        return json.dumps(request, sort_keys=True).encode("ascii")

    def _tried(self, body: bytes) -> bytes:
        pause = 0.5
        for left in range(self.endpoint.retries, -1, -1):
            try:
                return _run(self._once(body))
            except EndpointError as problem:
                if problem.wait_s is None or not left:
                    raise
                self._sleep(min(max(pause, problem.wait_s), _LONGEST_WAIT_S))
                pause *= 2
        raise AssertionError("unreachable")

    async def _once(self, body: bytes) -> bytes:
        try:
            async with asyncio.timeout(self.endpoint.timeout_s):
                return await self._exchange(body)
        except (TimeoutError, httpx2.TimeoutException) as late:
            what = f"the endpoint did not answer within {self.endpoint.timeout_s:g} s"
            raise EndpointError(what, down=True, wait_s=0) from late
        except (httpx2.ConnectError, httpx2.NetworkError) as gone:
            raise EndpointError("the endpoint cannot be reached", down=True, wait_s=0) from gone
        except httpx2.HTTPError as broken:
            raise EndpointError("the endpoint broke off or does not speak HTTP", down=True, wait_s=0) from broken

    async def _exchange(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        url = self.endpoint.url.rstrip("/") + "/chat/completions"
        # no proxy, no .netrc: the page and the key go to the address that was given and to no other
        async with (
            httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=self.endpoint.timeout_s) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            _check_status(answer.status_code, answer.headers.get("retry-after", ""))
            if answer.headers.get("content-encoding", "identity").lower() != "identity":
                raise EndpointError("the endpoint sent a packed answer, which was not asked for", down=True)
            out = bytearray()
            async for part in answer.aiter_raw():
                out += part
                if len(out) > self.endpoint.max_bytes:
                    raise EndpointError(f"the answer is longer than {self.endpoint.max_bytes} bytes", down=False)
            return bytes(out)


def _check_status(status: int, after: str) -> None:
    if status == 200:
        return
    if 300 <= status < 400:
        raise EndpointError(f"the endpoint redirects (HTTP {status}); redirects are not followed", down=True)
    wait = (float(after) if after.isdigit() and len(after) < 6 else 0.0) if status in _AGAIN else None
    hint = "; check DATELINE_LLM_KEY" if status in (401, 403) else ""
    hint = "; check DATELINE_LLM_URL and DATELINE_LLM_MODEL" if status == 404 else hint
    raise EndpointError(f"the endpoint answered HTTP {status}{hint}", down=status != 400, wait_s=wait)


def _run(once: Any) -> bytes:
    """Run a coroutine to its end, also where an event loop runs already (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return bytes(asyncio.run(once))
    with ThreadPoolExecutor(1) as pool:
        return bytes(pool.submit(asyncio.run, once).result())


def _content(data: bytes) -> str:
    """The text of the first choice; raises EndpointError where there is none."""
    try:
        choice = json.loads(data)["choices"][0]
        text, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as broken:
        raise EndpointError("the answer is not a chat completion", down=False) from broken
    if ended == "length":
        raise EndpointError("the answer was cut off; raise DATELINE_LLM_MAX_TOKENS", down=False)
    if not isinstance(text, str):
        raise EndpointError("the answer has no text (the model declined, or wrote something else)", down=False)
    return text
