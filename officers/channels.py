"""The ways by which reminders leave the application: e-mail, and a gateway for SMS or 政务微信.

A channel says of each message one of three things: it was taken (no exception), it certainly did not leave (`NotSent`),
or nobody can tell (`MayHaveLeft`). Neither addresses nor telephone numbers are part of what is logged.
"""

import hashlib
import hmac
import json
import smtplib
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q

from .models import Channel, Deputy, Officer, ReminderChoice, User

PATIENCE = 10
CONFLICT = 409
PERMANENT = range(500, 600)
#: what a gateway says of the moment and not of the message: too slow, too early, too many
PASSING = frozenset({408, 425, 429, *range(500, 600)})


class NotSent(Exception):
    """It certainly did not leave; the message is a sentence for the office. `for_good`: trying again is no use."""

    def __init__(self, sentence: str, for_good: bool = False):
        super().__init__(sentence)
        self.for_good = for_good


class MayHaveLeft(Exception):
    """Nobody can tell whether it left; the message is a sentence for the office."""


@dataclass(frozen=True, slots=True)
class Message:
    """One person's reminders of one day: (text, path of the page) each."""

    key: UUID
    person: User
    email: str
    day: date
    lines: list[tuple[str, str]]

    @property
    def subject(self) -> str:
        return f"首席服务官提醒：{self.day.month}月{self.day.day}日，{len(self.lines)}件"


def post(mail: EmailMessage) -> None:
    """Hand one mail to the mail server. Raises NotSent, MayHaveLeft."""
    mail.connection = connection = get_connection(timeout=PATIENCE)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent("邮件服务器连接不上或拒绝登录") from problem
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as problem:
        raise NotSent("邮件服务器不接受这个收件地址", for_good=True) from problem
    except smtplib.SMTPResponseException as problem:
        raise NotSent("邮件服务器没有接受这封邮件", for_good=problem.smtp_code in PERMANENT) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise MayHaveLeft("邮件发送到一半中断，可能已经发出，不再重发") from problem
    finally:
        connection.close()


class Email:
    """By Django's mail backend. Without EMAIL_HOST there is none."""

    def is_configured(self) -> bool:
        return bool(settings.EMAIL_HOST)

    def reaches(self, person_id: int, choice: ReminderChoice | None) -> bool:
        """Whether the person has given an address."""
        return bool(choice and choice.email)

    def send(self, message: Message) -> None:
        """Hand the message to the mail server. Raises NotSent, MayHaveLeft."""
        post(EmailMessage(message.subject, self._body(message), to=[message.email]))

    def _body(self, message: Message) -> str:
        parts = [f"{message.person}：", "", f"{message.day.month}月{message.day.day}日有{len(message.lines)}件事："]
        for number, (text, path) in enumerate(message.lines, start=1):
            parts += [f"{number}. {text}", *([f"   {settings.SITE_URL}{path}"] if path else [])]
        parts += ["", f"全部提醒和提醒设置：{settings.SITE_URL}/notifications/", "本邮件由系统自动发出，请勿回复。"]
        return "\n".join(parts)


class NoRedirect(HTTPRedirectHandler):
    """What was signed for one host goes to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Gateway:
    """A signed webhook: POST of JSON to GATEWAY_URL and to nowhere else.

    X-Signature is the HMAC-SHA256, in hex under GATEWAY_KEY, of X-Timestamp, a full stop and the body. The receiver
    checks it, refuses old timestamps, and takes each Idempotency-Key once (409 for one it has is as good as 2xx).
    """

    def is_configured(self) -> bool:
        return bool(settings.GATEWAY_URL)

    def reaches(self, person_id: int, choice: ReminderChoice | None) -> bool:
        """Whether we know a telephone number of the person."""
        return bool(phone_of(person_id))

    def send(self, message: Message) -> None:
        """Hand the message to the gateway. Raises NotSent, MayHaveLeft."""
        body = json.dumps(
            {
                "key": str(message.key),
                "to": phone_of(message.person.pk),
                "day": message.day.isoformat(),
                "text": f"{message.subject}。" + "；".join(text for text, _ in message.lines),
                "url": f"{settings.SITE_URL}/notifications/",
            },
            ensure_ascii=False,
        ).encode()
        request = Request(settings.GATEWAY_URL, body, self._headers(message.key, body), method="POST")  # noqa: S310 - the settings allow http and https alone
        try:
            with build_opener(ProxyHandler({}), NoRedirect).open(request, timeout=PATIENCE):
                return
        except HTTPError as answer:
            answer.close()
            if answer.code == CONFLICT:
                return
            raise NotSent(f"网关没有接受（{answer.code}）", for_good=answer.code not in PASSING) from None
        except URLError as problem:
            raise NotSent("网关连接不上") from problem
        except OSError as problem:
            raise MayHaveLeft("网关没有回答，用同一编号再发") from problem

    def _headers(self, key: UUID, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        signature = hmac.new(settings.GATEWAY_KEY.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Timestamp": stamp,
            "X-Signature": signature,
            "Idempotency-Key": str(key),
        }


def phone_of(person_id: int) -> str:
    """The telephone number that the directory has for an account."""
    for model in (Officer, Deputy):
        found = model.objects.filter(~Q(phone=""), user_id=person_id).values_list("phone", flat=True).first()
        if found:
            return found
    return ""


CHANNELS = {Channel.EMAIL: Email(), Channel.GATEWAY: Gateway()}


def configured() -> list[Channel]:
    """The channels that this site has."""
    return [channel for channel, adapter in CHANNELS.items() if adapter.is_configured()]
