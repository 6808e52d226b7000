"""交接: enterprises pass from one officer to another in one act, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from officers.actor import Actor
from officers.models import Deputy, LogEntry, Officer
from officers.words import full

from .models import Pairing

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """One enterprise that passes on: its pairing as it was shown in `version`, who takes it over, and their deputy."""

    pairing: Pairing
    version: int
    officer: Officer
    deputy: Deputy | None = None


def obstacles(moves: Sequence[Move], day: date) -> dict[int, str]:
    """Why a move cannot be made with `day` as the old pairing's last, by the pairing's id; empty when all can."""
    found = {}
    for move in moves:
        if sentence := _obstacle(move, day):
            found[move.pairing.pk] = sentence
    return found


def hand_over(moves: Sequence[Move], day: date, reason: str, actor: Actor) -> list[Pairing]:
    """End the pairings on `day` and begin those of the successors on the next day. Returns the new pairings.

    Open issues follow by themselves: whoever answers for the enterprise works on them. All or nothing. Raises
    ValidationError with a sentence for each enterprise that cannot pass on, StaleRecord when a pairing was changed
    since it was shown, IntegrityError where a new pairing would overlap.
    """
    if not moves:
        raise ValidationError("没有选择要交接的企业")
    with transaction.atomic():
        if found := obstacles(moves, day):
            raise ValidationError(list(found.values()))
        begun = []
        for move in sorted(moves, key=lambda move: move.pairing.pk):
            old = move.pairing
            old.end(actor, move.version, day, reason, note="交接")
            new = Pairing(
                district=old.district,
                officer=move.officer,
                enterprise=old.enterprise,
                deputy=move.deputy,
                starts=day + ONE_DAY,
            )
            begun.append(new.enter(actor, note=f"接{old.officer}"))
        _log(moves, begun, day, actor)
    return begun


def is_done(moves: Sequence[Move], day: date) -> bool:
    """Whether exactly this has been done already: the same button pressed twice, or by two people."""
    return bool(moves) and all(
        Pairing.objects.filter(pk=move.pairing.pk, ends=day, voided_at__isnull=True).exists()
        and Pairing.objects.filter(
            enterprise=move.pairing.enterprise, officer=move.officer, starts=day + ONE_DAY, voided_at__isnull=True
        ).exists()
        for move in moves
    )


def _obstacle(move: Move, day: date) -> str:
    said = _wrong_person(move) or _wrong_day(move.pairing, day)
    return f"{move.pairing.enterprise.name}：{said}" if said else ""


def _wrong_person(move: Move) -> str:
    if move.officer.pk == move.pairing.officer_id:
        return f"接任的仍是{move.officer}，不用交接"
    return "接任的人不在本地区" if move.officer.district_id != move.pairing.district_id else ""


def _wrong_day(pairing: Pairing, day: date) -> str:
    if day < pairing.starts:
        return f"交接日早于结对开始日期（{full(pairing.starts)}）"
    if pairing.ends is not None and pairing.ends < day:
        return f"结对在{full(pairing.ends)}已经结束，接任的结对请单独登记"
    if hanging := pairing.hanging_after(day):
        return f"{hanging}，在交接日之后。请把交接日定得晚一些，或先更正那条记录"
    later = Pairing.objects.filter(enterprise=pairing.enterprise_id, voided_at__isnull=True, starts__gt=day)
    following = later.exclude(pk=pairing.pk).select_related("officer").order_by("starts").first()
    if following:
        return f"{full(following.starts)}起已由{following.officer}结对，与新的结对重叠"
    return ""


def _log(moves: Sequence[Move], begun: Sequence[Pairing], day: date, actor: Actor) -> None:
    """One entry for the whole act, beside those of each pairing."""
    old = [str(move.pairing) for move in sorted(moves, key=lambda move: move.pairing.pk)]
    LogEntry.write(
        actor,
        "交接企业",
        record=moves[0].pairing.officer,
        before={"pairings": old, "until": str(day)},
        after={"pairings": [str(new) for new in begun], "from": str(day + ONE_DAY)},
        note=f"{len(begun)}家企业",
    )
