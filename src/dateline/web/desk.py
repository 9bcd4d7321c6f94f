"""What every page needs: the ledger of this thread, the templates, who is at the desk, and what they switched on."""

from __future__ import annotations

import functools
import re
import threading
import urllib.parse
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.report.hostile import visible
from dateline.report.values import day_words, number_words, place_words, type_words, when_words
from dateline.store.ledger import Ledger
from dateline.vendored import LEAFLET, MISSING, UPLOT, installed
from dateline.web.security import Guarding

T = TypeVar("T")
WHO, THEME, CARE = "dateline_who", "dateline_theme", "dateline_care"
_KEPT = 256  # answers that are kept until the ledger changes
_VERSION = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'decisions'"


@dataclass
class Desk:
    """One ledger being served."""

    path: Path
    guarding: Guarding
    reader: str
    tiles: str | None = None
    _threads: threading.local = field(default_factory=threading.local)
    _known: OrderedDict[tuple[Any, ...], Any] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ledger(self) -> Ledger:
        """The ledger, opened once in each thread."""
        found: Ledger | None = getattr(self._threads, "ledger", None)
        if found is None:
            found = self._threads.ledger = Ledger.open(self.path, create=False)
            found.database.execute("PRAGMA mmap_size = 0")
        return found

    def version(self) -> int:
        """Grows with every decision that is logged, and so with every change of the ledger."""
        return int((self.ledger().database.first(_VERSION) or (0,))[0])

    def kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, remembered until the ledger changes."""
        whole = (self.version(), *key)
        with self._lock:
            if whole in self._known:
                self._known.move_to_end(whole)
                found: T = self._known[whole]
                return found
        made = make()
        with self._lock:
            self._known[whole] = made
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return made

    def page(self, request: Request, template: str, status: int = 200, **parts: Any) -> HTMLResponse:
        """A page from its template."""
        cookies = request.state.cookies
        care = cookies.get(CARE, "")
        common = {
            "path": request.url.path,
            "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "csrf": self.guarding.csrf(request.state.session),
            "who": urllib.parse.unquote(cookies.get(WHO, "")),
            "theme": cookies.get(THEME, "") if cookies.get(THEME, "") in ("light", "dark") else "",
            "blur": "blur" in care,
            "names": "names" in care,
            "version": __version__,
            "ledger_name": self.path.name,
            "has_map": installed(LEAFLET),
            "has_brush": installed(UPLOT),
            "missing": MISSING,
            "tiles": self.tiles or "",
        }
        return HTMLResponse(environment().get_template(template).render(common | parts), status)


def desk_of(request: Request) -> Desk:
    """The desk that a request is made to."""
    desk: Desk = request.app.state.desk
    return desk


def reviewer(request: Request) -> str:
    """The name that the person at the desk gave; empty where none was given."""
    return urllib.parse.unquote(request.state.cookies.get(WHO, ""))[:80].strip()


@functools.cache
def environment() -> Environment:
    """Escapes everything that is not markup made here, and shows characters that would hide or reorder text."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("dateline.web"), PackageLoader("dateline.report")]),
        autoescape=True,
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "type": type_words,
        "day": day_words,
        "when": when_words,
        "place": place_words,
        "number": number_words,
        "count": lambda n: f"{n:,}",
        "short": lambda text, most=140: text if len(text) <= most else f"{text[:most].rstrip()}…",
        "address": lambda text: urllib.parse.quote(text, safe=""),
        "sentence": lambda text: text[:1].upper() + text[1:],
    }
    return made


@functools.cache
def style_sheet() -> str:
    """The one style sheet: the report's, its colours also by choice, and the desk's own."""
    report = (files("dateline.report") / "templates" / "style.css").read_text(encoding="utf-8")
    own = (files("dateline.web") / "static" / "desk.css").read_text(encoding="utf-8")
    colours = re.findall(r":root \{([^}]*)\}", report)
    light, dark = colours[0], colours[1]
    chosen = f':root[data-theme="light"] {{{light}}}\n:root[data-theme="dark"] {{{dark}}}\n'
    return f"{report}\n{chosen}{own}"
