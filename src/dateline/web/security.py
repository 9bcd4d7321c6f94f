"""What every request passes and every answer carries: host names, token, origin, size, and the policy headers.

Pages hold words from outside, and any page open in the same browser can send requests to a port of this machine. So:
only known host names are answered (against DNS rebinding), a writing request must come from the desk's own pages and
carry the form token of its session, and nothing but the desk's own files runs or is loaded.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import urllib.parse
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SESSION, TOKEN = "dateline_session", "dateline_token"
MAX_BODY = 1_000_000  # bytes of a form
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FIELDS = 200


@dataclass(frozen=True)
class Guarding:
    """What the guard needs to know: host names that are answered, a token (None: loopback only), a tile server."""

    names: Collection[str] = LOOPBACK
    token: str | None = None
    tiles: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def csrf(self, session: str) -> str:
        """The form token that belongs to a session."""
        return hmac.new(self.secret, session.encode(), hashlib.sha256).hexdigest()

    @property
    def policy(self) -> str:
        """The content security policy: nothing inline, nothing from another host but the tiles a user asked for."""
        images = f"'self' data: {_origin(self.tiles)}" if self.tiles else "'self' data:"
        return (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
        )


def is_loopback(host: str) -> bool:
    """True for an address that only this machine can reach.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("localhost")
    (True, False, True)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, guarding: Guarding) -> None:
        self.app, self.guarding = app, guarding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or passes on with a session and answers with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers.get("cookie", ""))
        session = cookies.get(SESSION) or secrets.token_urlsafe(16)
        scope.setdefault("state", {})["session"] = session
        scope["state"]["cookies"] = cookies

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._headers(MutableHeaders(scope=message), scope, new=None if SESSION in cookies else session)
            await send(message)

        refused = self._refused(scope, headers, cookies)
        await (refused or self.app)(scope, receive, answer)

    def _refused(self, scope: Scope, headers: Headers, cookies: Mapping[str, str]) -> Response | None:
        host = headers.get("host", "")
        if not self._known(host):
            return PlainTextResponse(f"The desk does not answer to the name {host[:80]!r}.", 421)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return PlainTextResponse(f"A form may have {MAX_BODY:,} bytes.", 413)
        if scope["method"] not in _SAFE and not _same_origin(headers, host):
            return PlainTextResponse("The request comes from another page.", 403)
        if self.guarding.token is None or self._has_token(headers, cookies):
            return None
        return self._ask(scope)

    def _ask(self, scope: Scope) -> Response | None:
        """Without the token only the way to hand it in is open: `?token=` once, which becomes a cookie."""
        query = urllib.parse.parse_qs(scope.get("query_string", b"").decode("latin-1"))
        given = query.get("token", [""])[0]
        if given and hmac.compare_digest(given.encode(), (self.guarding.token or "").encode()):
            response = RedirectResponse(scope["path"], 303)
            response.set_cookie(TOKEN, given, httponly=True, samesite="strict", path="/")
            return response
        words = (
            "This desk asks for a token: open the address that `dateline serve` printed, or send it as a Bearer token."
        )
        return PlainTextResponse(words, 401, headers={"WWW-Authenticate": "Bearer"})

    def _has_token(self, headers: Headers, cookies: Mapping[str, str]) -> bool:
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        offered = bearer if kind.lower() == "bearer" else cookies.get(TOKEN, "")
        return hmac.compare_digest(offered.encode(), (self.guarding.token or "").encode())

    def _known(self, host: str) -> bool:
        """A name that is listed; with a token, any plain address too, since a name is what rebinding needs."""
        name = _name(host)
        if name in self.guarding.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.guarding.token is not None

    def _headers(self, headers: MutableHeaders, scope: Scope, new: str | None) -> None:
        headers["Content-Security-Policy"] = self.guarding.policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        if "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"
        if new is not None and not scope["path"].startswith("/static/"):
            headers.append("Set-Cookie", f"{SESSION}={new}; HttpOnly; SameSite=Strict; Path=/")


def _cookies(line: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(line[:8_000]).items()}
    except CookieError:
        return {}


def _name(host: str) -> str:
    try:
        return (urllib.parse.urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _origin(address: str) -> str:
    parts = urllib.parse.urlsplit(address.replace("{s}.", "*.").replace("{", "").replace("}", ""))
    return f"{parts.scheme}://{parts.netloc}"


def _same_origin(headers: Headers, host: str) -> bool:
    """True where the browser says that the desk's own page sends it; tools that say nothing need the form token."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urllib.parse.urlsplit(origin).netloc.lower() == host.lower()


Form = Mapping[str, str]


async def form_of(request: Request) -> Form:
    """The fields of a posted form, after its token was checked; raises HTTPException 403 and 413."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413, f"A form may have {MAX_BODY:,} bytes.")
    try:
        fields = dict(
            urllib.parse.parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
        )
    except ValueError as problem:
        raise HTTPException(413, f"A form may have {_FIELDS} fields.") from problem
    guarding: Guarding = request.app.state.desk.guarding
    if not hmac.compare_digest(fields.get("csrf", "").encode(), guarding.csrf(request.state.session).encode()):
        raise HTTPException(403, "The form is not of this session: go back, load the page again, and send it again.")
    return fields
