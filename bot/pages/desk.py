"""`/desk/{tenant}`: the form of the front desk and the phone line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

from aiohttp import web

from bot.clock import Clock
from bot.inbox import Inbox
from bot.pages.desk_form import Form, as_typed, form_for
from bot.pages.forms import BadForm, fields_of, mark_for, mark_in
from bot.pages.login import Login
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import Company, wording_of_staff
from handlers.context import Context
from handlers.updates import DeskAct, DeskForm
from storage.database import Database
from storage.inbox import Handled, Outcome
from tickets.fields import URGENT, FieldName
from tickets.rights import takes_reports

LONGEST_TEXT = 5000
_NUMBER = re.compile(r"[0-9]{1,18}")


class DeskPages:
    def __init__(
        self, companies: Mapping[str, Company], login: Login, database: Database, inbox: Inbox, clock: Clock
    ) -> None:
        self._companies = companies
        self._login = login
        self._database = database
        self._inbox = inbox
        self._clock = clock

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/desk/{tenant}", self.show),
            ("GET", "/desk/{tenant}/{act}", self.go_back),
            ("POST", "/desk/{tenant}/{act}", self.act),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        company = self._company(request)
        member = await self._login.member_of(request, company.slug)
        if not await self._takes_reports(company, member):
            return self._closed(company)
        ticket = _id_in(request.query.get("ticket", ""))
        return await self._page(company, member, _id_in(request.query.get("draft", "")), ticket_id=ticket)

    async def go_back(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPSeeOther(f"/desk/{self._company(request).slug}")

    async def act(self, request: web.Request) -> web.StreamResponse:
        company = self._company(request)
        try:
            member = await self._login.member_of(request, company.slug)
        except web.HTTPUnauthorized:
            return await self._unsaved(request, company)
        if not await self._takes_reports(company, member):
            return self._closed(company)
        try:
            act = DeskAct(request.match_info["act"])
        except ValueError:
            raise web.HTTPNotFound from None
        now = self._clock.now()
        fields: Mapping[str, str] = {}
        try:
            fields = await fields_of(request)
            mark = mark_in(fields, company.keys, member, now=now)
        except BadForm:
            draft_id = _id_in(fields.get("draft", ""))
            return await self._page(company, member, draft_id, said="页面过期了，请再试一次。", typed=fields)
        update = DeskForm(
            id=f"desk:{act}:{mark}",
            sender=member,
            at=now,
            act=act,
            draft_id=_id_in(fields.get("draft", "")),
            text=fields.get("text", "")[:LONGEST_TEXT],
            values=_values(fields),
        )
        handled = await self._inbox.handle(company.slug, update)
        if "application/json" in request.headers.get("Accept", ""):
            return await self._saved(company, member, handled)
        if (onwards := _onwards(act, handled)) is not None:
            raise web.HTTPSeeOther(f"/desk/{company.slug}{onwards}")
        typed = fields if handled.outcome is Outcome.REFUSED else None
        draft_id = handled.draft_id or update.draft_id
        return await self._page(company, member, draft_id, said=handled.reply, typed=typed)

    async def _unsaved(self, request: web.Request, company: Company) -> web.StreamResponse:
        """The session has ended while somebody wrote: logged in again, they go on with what they wrote."""
        if "application/json" in request.headers.get("Accept", ""):
            raise web.HTTPUnauthorized
        try:
            fields = await fields_of(request)
        except BadForm:
            raise web.HTTPUnauthorized from None
        say = wording_of_staff(self._clock.now())
        return page("unsaved.html", status=401, say=say, company=company.name, tenant=company.slug, fields=fields)

    async def _saved(self, company: Company, member: str, handled: Handled) -> web.Response:
        """While one types: the draft's number, a fresh mark for the next save, what is still missing."""
        form = await self._look(company, member, handled.draft_id)
        mark = mark_for(company.keys, member, now=self._clock.now())
        saved = handled.outcome is Outcome.ADDED
        return web.json_response({"saved": saved, "draft": handled.draft_id, "mark": mark, "lacks": form.lacks})

    async def _page(
        self,
        company: Company,
        member: str,
        draft_id: int | None,
        *,
        said: str | None = None,
        ticket_id: int | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> web.StreamResponse:
        """`typed`: it was sent in vain, and stands there still."""
        form = await self._look(company, member, draft_id)
        fresh = next((each for each in form.tickets if each.id == ticket_id), None)
        return page(
            "desk.html",
            say=wording_of_staff(self._clock.now()),
            company=company.name,
            tenant=company.slug,
            form=form if typed is None else as_typed(form, typed),
            text=typed.get("text", "") if typed else "",
            form_done=fresh is not None,
            said=f"已提交，工单号 {fresh.number}，已派单。" if fresh else said,
            mark=mark_for(company.keys, member, now=self._clock.now()),
        )

    async def _look(self, company: Company, member: str, draft_id: int | None) -> Form:
        def read() -> Form:
            with self._database.reading(company.slug) as uow:
                ctx = Context(uow, company.shelf.desk(uow), self._clock.now())
                return form_for(ctx, member, draft_id)

        return await asyncio.to_thread(read)

    async def _takes_reports(self, company: Company, member: str) -> bool:
        def read() -> bool:
            with self._database.reading(company.slug) as uow:
                return takes_reports(member, company.shelf.desk(uow).playbook)

        return await asyncio.to_thread(read)

    def _closed(self, company: Company) -> web.StreamResponse:
        say = wording_of_staff(self._clock.now())
        said = {"heading": "desk.closed", "text": say("desk.closed.how"), "track": None, "phone": None}
        return page("message.html", status=403, say=say, company=company.name, **said)

    def _company(self, request: web.Request) -> Company:
        company = self._companies.get(request.match_info["tenant"])
        if company is None:
            raise web.HTTPNotFound
        return company


def _values(fields: Mapping[str, str]) -> dict[str, str]:
    """A switch that is off is not sent by browsers: `shown` says that it was there."""
    values = {name: value for name, value in fields.items() if name not in ("form", "draft", "text", "shown")}
    if "shown" in fields:
        values[FieldName.URGENT.value] = URGENT if fields.get(FieldName.URGENT.value) else ""
    return values


def _id_in(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _onwards(act: DeskAct, handled: Handled) -> str | None:
    """Where it goes on, so that a page that is loaded again sends nothing again. None: there is something to say."""
    if handled.outcome is Outcome.TICKET:
        return f"?ticket={handled.ticket_id}"
    if handled.outcome is Outcome.ADDED and act is not DeskAct.LINK:
        return f"?draft={handled.draft_id}"
    return "" if act is DeskAct.DISCARD and handled.outcome is Outcome.ANSWERED else None
