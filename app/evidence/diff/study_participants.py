"""Who took part in a study, in words that a comparison of two entries can show."""

from app.evidence.entry.study import Share, Study
from app.evidence.entry.wording import NOT_RECORDED


def describe_participants(study: Study) -> str:
    who = study.participants
    if who is None:
        return NOT_RECORDED
    parts = (f"{who.n:,}" if who.n else "", who.unit, f"(“{who.note}”)" if who.note else "")
    return " ".join(filter(None, parts)) or NOT_RECORDED


def describe_ages(study: Study) -> str:
    ages = study.participants.ages if study.participants else None
    values = ages.model_dump(exclude_none=True) if ages else {}
    return ", ".join(f"{key} {value:g}" for key, value in values.items()) or NOT_RECORDED


def describe_shares(study: Study) -> str:
    """“gender girls 52 %, race-ethnicity Black 30 %”."""
    shares = study.participants.shares if study.participants else ()
    return ", ".join(map(_share, shares)) or NOT_RECORDED


def _share(share: Share) -> str:
    percent = "" if share.percent is None else f"{share.percent:g} %"
    note = f"(“{share.note}”)" if share.note else ""
    return " ".join(filter(None, (share.characteristic, share.value, percent, note)))
