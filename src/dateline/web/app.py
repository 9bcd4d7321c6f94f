"""The application put together: pages, interface, files, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from dateline import __version__
from dateline.errors import ConfigError, DatelineError, InputError
from dateline.registry import DEFAULT_READER
from dateline.store.ledger import Ledger, NoSuchRecord
from dateline.web import api
from dateline.web.desk import Desk, desk_of, style_sheet
from dateline.web.pages import actors, check, claims, home, incidents, mend, overview, page, review, views
from dateline.web.security import LOOPBACK, Guard, Guarding

THREADS = 4  # each has the ledger open with a cache of its own
API = "/api/v1"
_DAY_S = 86_400


def create_app(
    path: Path,
    *,
    token: str | None = None,
    names: Iterable[str] = (),
    reader: str = DEFAULT_READER,
    tiles: str | None = None,
) -> FastAPI:
    """The desk over a ledger file; raises LedgerError where there is none.

    `token` is asked for where it is given; `names` are host names that are answered besides those of loopback; `tiles`
    is the address of a tile server that the user asked for.
    """
    with Ledger.open(path, create=False):
        pass  # migrated and readable, or an error the user can read, before anything is served
    guarding = Guarding(frozenset({*LOOPBACK, *names}), token, tiles)
    app = FastAPI(
        title="Dateline",
        version=__version__,
        description="Attributed claims, incidents and what links them. Reading only; cursors page through lists.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_few_threads,
    )
    app.state.desk = Desk(path, guarding, reader, tiles)
    for pages in (home, overview, claims, mend, page, review, incidents, actors, views, check, api):
        app.include_router(pages.router)
    _files(app)
    _errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4)
    app.add_middleware(Guard, guarding=guarding)
    return app


@asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _files(app: FastAPI) -> None:
    @app.get("/static/style.css", include_in_schema=False)
    def style() -> Response:
        return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": "no-cache"})

    with as_file(files("dateline.web") / "static") as folder:
        app.mount("/static", StaticFiles(directory=folder), name="static")


def _errors(app: FastAPI) -> None:
    """Errors in the user's words: JSON for the interface, a page for people."""

    def told(request: Request, status: int, words: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": words}, status)
        return desk_of(request).page(
            request, "error.html", status, title="Not done" if status < 500 else "An error", words=words
        )

    @app.exception_handler(HTTPException)
    def http(request: Request, problem: HTTPException) -> Response:
        words = (
            "There is no such page." if problem.status_code == 404 and problem.detail == "Not Found" else problem.detail
        )
        return told(request, problem.status_code, str(words))

    @app.exception_handler(NoSuchRecord)
    def gone(request: Request, problem: NoSuchRecord) -> Response:
        return told(request, 404, str(problem))

    @app.exception_handler(DatelineError)
    def known(request: Request, problem: DatelineError) -> Response:
        status = 400 if isinstance(problem, InputError | ConfigError) else 409
        return told(request, status, str(problem))
