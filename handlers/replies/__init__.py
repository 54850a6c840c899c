"""What a handler has to say, as values; `bot/texts/answers.py` puts them into words."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from handlers.keys import Button
from handlers.replies.customers import (
    CustomerAccepted,
    CustomerAdded,
    CustomerAsked,
    CustomerAskedWhen,
    CustomerAskedWhether,
    CustomerBound,
    CustomerCalled,
    CustomerCancelled,
    CustomerCannotBind,
    CustomerCodeSent,
    CustomerCodeWrong,
    CustomerGreeted,
    CustomerMisheard,
    CustomerMoved,
    CustomerNeedsNoPhone,
    CustomerNoted,
    CustomerNothing,
    CustomerOnSite,
    CustomerProgress,
    CustomerRated,
    CustomerReply,
    CustomerScanned,
    CustomerSentBack,
    CustomerTooLate,
    CustomerTooMany,
    CustomerTooOften,
    CustomerUnderstood,
    CustomerWelcome,
    CustomerWhich,
    CustomerWhichPhone,
)
from handlers.replies.deeds import (
    Acted,
    CarryOn,
    DeedReply,
    HowTo,
    OutdatedButton,
    StillToRate,
    TheirsAlready,
    UnknownPerson,
    WellDone,
    WhichPerson,
    YoursNow,
)
from handlers.replies.drafts import (
    AlreadySubmitted,
    Changes,
    Corrected,
    CutOff,
    Discarded,
    DraftReply,
    Filled,
    HowToCorrect,
    NoDraft,
    NothingToCorrect,
    Question,
    SourceWords,
    Submitted,
    WhichDraft,
)
from handlers.replies.handing_over import HandedOver, HandOverReply, LeftInHand, WhoTakesOver
from handlers.replies.linking import (
    LinkedTo,
    LinkReply,
    NothingLinked,
    NothingToLink,
    NoTicketYet,
    NotLinked,
    NotTheSame,
    PerhapsThatOne,
    TakenApart,
)
from handlers.replies.people import (
    AtWork,
    Greeting,
    Help,
    MyPortrait,
    OnLeave,
    PassedOn,
    PersonReply,
    SaidOfYou,
    UnclearLeave,
    UnknownCustomer,
    UnsupportedKind,
    Welcome,
    WhoIsMeant,
)
from handlers.replies.tickets import (
    Amended,
    Board,
    Given,
    GroupBoard,
    MyTickets,
    Noted,
    NoTicketFor,
    Sends,
    State,
    TicketReply,
    Today,
    UnknownTicket,
    WhichTicket,
    WhyYou,
)
from storage.inbox import Outcome
from tickets.errors import DomainError


@dataclass(frozen=True, slots=True)
class Refusal:
    error: DomainError


@dataclass(frozen=True, slots=True)
class Several:
    """One message with all of them."""

    replies: tuple[Reply, ...]


Reply = (
    DraftReply | TicketReply | DeedReply | PersonReply | CustomerReply | LinkReply | HandOverReply | Refusal | Several
)


class Answer(Struct, frozen=True, kw_only=True):
    """How an update ended. `reason` is a short key, required for what is ignored or refused. `also`: what others hear
    of it, by userid. `form`: what it lacks can be picked on the card that was pressed, which shows this instead of
    answering.
    """

    outcome: Outcome
    reason: str | None = None
    reply: Reply | None = None
    also: tuple[tuple[str, Reply], ...] = ()
    draft_id: int | None = None
    ticket_id: int | None = None
    form: Button | None = None


__all__ = (
    "Acted",
    "AlreadySubmitted",
    "Amended",
    "Answer",
    "AtWork",
    "Board",
    "CarryOn",
    "Changes",
    "Corrected",
    "CustomerAccepted",
    "CustomerAdded",
    "CustomerAsked",
    "CustomerAskedWhen",
    "CustomerAskedWhether",
    "CustomerBound",
    "CustomerCalled",
    "CustomerCancelled",
    "CustomerCannotBind",
    "CustomerCodeSent",
    "CustomerCodeWrong",
    "CustomerGreeted",
    "CustomerMisheard",
    "CustomerMoved",
    "CustomerNeedsNoPhone",
    "CustomerNoted",
    "CustomerNothing",
    "CustomerOnSite",
    "CustomerProgress",
    "CustomerRated",
    "CustomerReply",
    "CustomerScanned",
    "CustomerSentBack",
    "CustomerTooLate",
    "CustomerTooMany",
    "CustomerTooOften",
    "CustomerUnderstood",
    "CustomerWelcome",
    "CustomerWhich",
    "CustomerWhichPhone",
    "CutOff",
    "Discarded",
    "Filled",
    "Given",
    "Greeting",
    "GroupBoard",
    "HandedOver",
    "Help",
    "HowTo",
    "HowToCorrect",
    "LeftInHand",
    "LinkedTo",
    "MyPortrait",
    "MyTickets",
    "NoDraft",
    "NoTicketFor",
    "NoTicketYet",
    "NotLinked",
    "NotTheSame",
    "Noted",
    "NothingLinked",
    "NothingToCorrect",
    "NothingToLink",
    "OnLeave",
    "OutdatedButton",
    "PassedOn",
    "PerhapsThatOne",
    "Question",
    "Refusal",
    "Reply",
    "SaidOfYou",
    "Sends",
    "Several",
    "SourceWords",
    "State",
    "StillToRate",
    "Submitted",
    "TakenApart",
    "TheirsAlready",
    "Today",
    "UnclearLeave",
    "UnknownCustomer",
    "UnknownPerson",
    "UnknownTicket",
    "UnsupportedKind",
    "Welcome",
    "WellDone",
    "WhichDraft",
    "WhichPerson",
    "WhichTicket",
    "WhoIsMeant",
    "WhoTakesOver",
    "WhyYou",
    "YoursNow",
)
