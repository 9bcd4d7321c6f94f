"""Settings of the person at the desk (name, colours, care), and help."""

from __future__ import annotations

import urllib.parse
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.web.desk import CARE, THEME, WHO, desk_of
from dateline.web.security import Form, form_of

router = APIRouter(include_in_schema=False)
Posted = Annotated[Form, Depends(form_of)]
_YEAR_S = 31_536_000


@router.get("/help")
def help_page(request: Request) -> HTMLResponse:
    """Keys, words and what a reader should know."""
    return desk_of(request).page(request, "help.html", title="Help")


@router.get("/settings")
def settings(request: Request) -> HTMLResponse:
    """Name, colours, and what is hidden or blurred."""
    return desk_of(request).page(request, "settings.html", title="Settings")


@router.post("/settings")
def change(form: Posted) -> RedirectResponse:
    """The settings as cookies; back to where the person was."""
    response = RedirectResponse(back(form), 303)
    if "who" in form:
        _cookie(response, WHO, urllib.parse.quote(form["who"].strip()[:80]))
    if "theme" in form:
        _cookie(response, THEME, form["theme"] if form["theme"] in ("light", "dark") else "")
    if "care" in form:
        on = [name for name in ("blur", "names") if form.get(name)]
        _cookie(response, CARE, "-".join(on))
    return response


def back(form: Form) -> str:
    """A path of this desk to go back to; never another host."""
    path = form.get("back", "/")
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if safe else "/"


def keep_who(response: RedirectResponse, who: str) -> RedirectResponse:
    """The name of who decided is kept, so that it need not be typed again."""
    _cookie(response, WHO, urllib.parse.quote(who))
    return response


def _cookie(response: RedirectResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR_S, httponly=True, samesite="strict", path="/")
