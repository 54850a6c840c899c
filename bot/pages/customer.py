"""`/t/{token}`: a customer's page of one ticket, and the forms on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.inbox import Inbox
from bot.media import MediaStore
from bot.pages.callers import caller_of
from bot.pages.digits import try_digits
from bot.pages.forms import (
    BadForm,
    fields_of,
    kept,
    mark_for,
    mark_in,
    stars_in,
    time_in,
    with_picture,
    words_in,
)
from bot.pages.looks import Looks, may
from bot.pages.paper import page
from bot.pages.recognition import BACK, Recognition
from bot.pages.security import Handler
from bot.pages.typed import TYPED, Refused, carried_in
from bot.pages.views import STAGES, Shown, face_in, is_theirs, picture_file, shown
from bot.pages.visit import Company, Visit, remember, visit_of
from bot.pages.wording import WORDS
from bot.writer import Writer
from handlers.context import Context
from handlers.pages import TOO_OFTEN, acts_for, is_too_often, may_upload
from handlers.updates import PageAct, PageForm
from storage.inbox import Handled, Outcome
from storage.page_links import PageLink
from tickets.calendar import LOCAL
from tickets.progress import Progress
from tickets.senders import known_customer

LONGEST_WORDS = 500
DONE = {
    PageAct.ACCEPT: "done.accepted",
    PageAct.SEND_BACK: "done.again",
    PageAct.URGE: "done.urged",
    PageAct.CHANGE_TIME: "done.sent",
    PageAct.ADD_WORDS: "done.sent",
    PageAct.ADD_PICTURE: "done.sent",
    PageAct.CANCEL: "done.cancelled",
}
JUDGING = frozenset({PageAct.ACCEPT, PageAct.SEND_BACK})
NOT_NOW, UNSENT = "done.not_now", "bad.unsent"
BAD = frozenset(key for key in WORDS if key.startswith("bad."))
FLASHES = BAD | {*DONE.values(), NOT_NOW}
FLASHES_OUTSIDE = BAD | {key for key in WORDS if key.startswith("digits.")}
"""What may be said to whoever has not shown yet that they know the phone."""


class CustomerPages:
    def __init__(
        self,
        companies: Mapping[str, Company],
        looks: Looks,
        writer: Writer,
        inbox: Inbox,
        store: MediaStore,
        recognition: Recognition,
        clock: Clock,
    ) -> None:
        self._companies = companies
        self._looks = looks
        self._writer = writer
        self._inbox = inbox
        self._store = store
        self._recognition = recognition
        self._clock = clock
        self._uploading: set[str] = set()

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/t/{token}", self.show),
            ("POST", "/t/{token}/open", self.unlock),
            ("GET", "/t/{token}" + BACK, self.recognise),
            ("GET", "/t/{token}/pictures/{id:[0-9]{1,18}}", self.picture),
            ("GET", "/t/{token}/face/{mark:[0-9a-f]{32}}.jpg", self.face),
            ("GET", "/t/{token}/{act}", self.go_back),
            ("POST", "/t/{token}/{act}", self.act),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Whoever's SMS has room for the end of a link alone, and who has no link, comes with the company's name."""
        if (slug := request.match_info["token"]) in self._companies:
            raise web.HTTPSeeOther(f"/track/{slug}")
        visit = self._visit(request)
        away = None if visit.knows else self._recognition.away(request, visit.company, visit.address)
        if away is not None and await self._looks.at(visit, lambda ctx, link: not may(ctx, link, visit)):
            raise away
        return await self._page(visit, said=request.query.get("said"))

    async def recognise(self, request: web.Request) -> web.StreamResponse:
        """Whoever comes back from WeChat: their own page opens; to anybody else it says no more than before."""
        visit = self._visit(request)
        openid = await self._recognition.openid(request, visit.company, visit.address)
        if openid is not None and await self._looks.at(visit, lambda ctx, link: is_theirs(ctx, link, openid)):
            raise visit.remembering()
        if self._recognition.has_asked(request, visit.company, visit.address):
            raise web.HTTPSeeOther(visit.address)
        return await self._page(visit)

    async def unlock(self, request: web.Request) -> web.StreamResponse:
        """The last four digits of the phone, once on each device."""
        visit = self._visit(request)
        fields: Mapping[str, str] = {}
        try:
            fields = await fields_of(request)
            mark_in(fields, visit.company.keys, visit.link_id, now=visit.now)
        except BadForm as error:
            return await self._page(visit, said=error.key, refused=carried_in(fields))
        digits = fields.get("digits", "").strip()
        wrong = await self._writer.run(visit.tenant, partial(try_digits, visit, digits, caller_of(request)))
        if wrong is not None:
            return await self._page(visit, said=wrong, refused=carried_in(fields))
        if (carried := carried_in(fields)) is None:
            raise visit.remembering()
        opened = await self._page(replace(visit, knows=True), said=UNSENT, refused=carried)
        remember(opened, visit.company, visit.link_id, visit.now)
        return opened

    async def act(self, request: web.Request) -> web.StreamResponse:
        visit = self._visit(request)
        try:
            act = PageAct(request.match_info["act"])
        except ValueError:
            raise web.HTTPNotFound from None
        link = await self._looks.at(visit, lambda ctx, link: link if may(ctx, link, visit) else None)
        if link is None:
            return await self._ask_first(request, visit, act)
        fields: Mapping[str, str] = {}
        try:
            if act is not PageAct.ADD_PICTURE:
                fields = await fields_of(request)
            await self._check(visit, act)
            if act is PageAct.ADD_PICTURE:
                update = await self._picture_form(request, visit, link)
            else:
                update = _form(fields, _mark(fields, visit), visit, link, act)
        except BadForm as error:
            return await self._page(visit, said=error.key, refused=Refused(act, fields))
        handled = await self._inbox.handle(visit.tenant, update)
        if (said := _said_after(act, handled)) != DONE[act]:
            return await self._page(visit, said=said, refused=Refused(act, fields))
        raise web.HTTPSeeOther(f"{visit.address}?said={said}")

    async def _ask_first(self, request: web.Request, visit: Visit, act: PageAct) -> web.StreamResponse:
        """Since the page was drawn a phone became known, or this device was forgotten: what was typed is carried along
        while the digits are asked for.
        """
        try:
            fields = await fields_of(request) if act is not PageAct.ADD_PICTURE else {}
        except BadForm:
            fields = {}
        return await self._page(visit, said=UNSENT, refused=Refused(act, fields))

    async def go_back(self, request: web.Request) -> web.StreamResponse:
        """A phone that was put away loads the last address again, and that may have been a form's."""
        raise web.HTTPSeeOther(self._visit(request).address)

    async def picture(self, request: web.Request) -> web.StreamResponse:
        visit = self._visit(request)
        wanted = int(request.match_info["id"])
        file = await self._looks.at(visit, lambda ctx, link: may(ctx, link, visit) and picture_file(ctx, link, wanted))
        if not file:
            raise web.HTTPNotFound
        try:
            content = await self._store.read(file)
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        return web.Response(body=content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})

    async def face(self, request: web.Request) -> web.StreamResponse:
        """Of whoever has the ticket now; another one's is no longer at its address."""
        visit, mark = self._visit(request), request.match_info["mark"]
        content = await self._looks.at(visit, lambda ctx, link: may(ctx, link, visit) and face_in(ctx, link, mark))
        if not content:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})

    async def _page(
        self, visit: Visit, *, said: str | None = None, refused: Refused | None = None
    ) -> web.StreamResponse:
        found = await self._looks.at(visit, lambda ctx, link: shown(ctx, link) if may(ctx, link, visit) else link)
        common: dict[str, Any] = {"say": visit.say, "company": visit.company.name, "here": visit.address}
        if found is None:
            return page("message.html", status=404, **common, **_gone(visit))
        mark = mark_for(visit.company.keys, visit.link_id, now=visit.now)
        if not isinstance(found, Shown):
            flash = said if said in FLASHES_OUTSIDE else None
            ways = (*visit.company.chat, "by.phone")
            return page(
                "digits.html",
                flash=flash,
                mark=mark,
                ways=ways,
                phone=visit.company.phone,
                carried=refused,
                typed=TYPED,
                **common,
            )
        return page(
            "progress.html",
            shown=found,
            stages=STAGES,
            judging=JUDGING,
            phone=visit.company.phone,
            flash=_flash(said, found.progress),
            refused=refused,
            mark=mark,
            earliest=f"{visit.now.astimezone(LOCAL):%Y-%m-%dT%H:%M}",
            **common,
        )

    async def _check(self, visit: Visit, act: PageAct) -> None:
        """Before anything is kept of what was sent. Raises `BadForm`."""
        if (wrong := await self._looks.at(visit, partial(_wrong_now, act))) is not None:
            raise BadForm(wrong)

    async def _picture_form(self, request: web.Request, visit: Visit, link: PageLink) -> PageForm:
        """One at a time of each link: it is held in memory until it is whole. Raises `BadForm`."""
        if link.id in self._uploading:
            raise BadForm("bad.often")
        self._uploading.add(link.id)
        try:
            return await self._uploaded(request, visit, link)
        finally:
            self._uploading.discard(link.id)

    async def _uploaded(self, request: web.Request, visit: Visit, link: PageLink) -> PageForm:
        if not await self._writer.run(visit.tenant, partial(may_upload, link=link, now=visit.now)):
            raise BadForm("bad.often")
        fields, picture = await with_picture(request)
        mark = _mark(fields, visit)
        copy = await kept(self._store, visit.tenant, f"page-{mark}", picture)
        return replace(_form(fields, mark, visit, link, PageAct.ADD_PICTURE), picture=copy)

    def _visit(self, request: web.Request) -> Visit:
        return visit_of(request, self._companies, self._clock)


def _gone(visit: Visit) -> dict[str, Any]:
    track = visit.company.track
    ways = (*visit.company.chat, *(("by.number",) if track else ())) or ("by.phone",)
    return {"heading": "gone", "text": visit.say.either("gone.how", ways), "track": track, "phone": visit.company.phone}


def _flash(said: str | None, progress: Progress) -> str | None:
    """Nothing was passed on to a technician where there is none yet."""
    if said == "done.sent" and progress.worker is None:
        return "done.kept"
    return said if said in FLASHES else None


def _form(fields: Mapping[str, str], mark: str, visit: Visit, link: PageLink, act: PageAct) -> PageForm:
    return PageForm(
        id=f"page:{visit.link_id[:8]}:{act}:{mark}",
        sender=known_customer(link.customer_id or 0),
        at=visit.now,
        link_id=link.id,
        act=act,
        words=words_in(fields, most=LONGEST_WORDS, needed=act in (PageAct.ADD_WORDS, PageAct.SEND_BACK)),
        stars=stars_in(fields),
        time=time_in(fields, now=visit.now) if act is PageAct.CHANGE_TIME else None,
    )


def _mark(fields: Mapping[str, str], visit: Visit) -> str:
    return mark_in(fields, visit.company.keys, visit.link_id, now=visit.now)


def _wrong_now(act: PageAct, ctx: Context, link: PageLink) -> str | None:
    if is_too_often(ctx, link):
        return "bad.often"
    ticket = ctx.uow.tickets.get(link.ticket_id)
    return None if ticket is not None and act in acts_for(ctx, ticket, link) else NOT_NOW


def _said_after(act: PageAct, handled: Handled) -> str:
    if handled.outcome is not Outcome.REFUSED:
        return DONE[act]
    return "bad.often" if handled.reason == TOO_OFTEN else NOT_NOW
