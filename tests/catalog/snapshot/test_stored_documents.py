"""Documents of the catalog are read as quickly as they are, and are the same as if they were checked again."""

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.snapshot.stored_documents import read_stored
from app.catalog.store.tables import ProgramRow, VerdictRow, columns
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.evidence.rating.values import Verdict


def test_a_stored_document_is_read_as_if_it_were_checked_again(snapshot: Snapshot) -> None:
    with snapshot.engine.connect() as connection:
        programs = [text for (text,) in connection.execute(select(columns(ProgramRow).document))]
        verdicts = [text for (text,) in connection.execute(select(columns(VerdictRow).document))]
    assert len(programs) == len(snapshot.cards)
    assert verdicts
    for model, documents in ((ProgramInCatalog, programs), (Verdict, verdicts)):
        for document in documents:
            read, checked = read_stored(model, document), model.model_validate_json(document)
            assert read == checked
            assert read.model_dump_json() == checked.model_dump_json()


def test_what_is_not_such_a_document_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_stored(Verdict, '{"program": 1}')
