"""The SQLite file: schema, migrations, and the handling of bad files."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graphkit import formats
from graphkit.errors import InputError, StoreError
from graphkit.graph import KnowledgeGraph
from graphkit.model import Build, Document, PartialDate
from graphkit.model.tenure import Tenure
from graphkit.store import schema, writing
from tests.values import CHN, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day, document


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name != "state" and not name.startswith("words")]
        rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in kept}
        rows["sentences"] = sorted(row[1:] for row in rows["sentences"])  # their keys are no part of what is kept
        return rows


def test_a_graph_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document("a.txt", published=day(3)), [claim(), claim(UKR, at=100)])
        kept = list(kg)
    with KnowledgeGraph(path) as kg:
        assert list(kg) == kept
        assert kg.document("a.txt") == document("a.txt", published=day(3))
    assert not path.with_name("kg.db-wal").exists()


def test_the_file_is_plain_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document(), [claim()])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        row = connection.execute("SELECT subject, object, status, evidence, documents, origins FROM claims").fetchone()
    assert row == ("RUS", "CHN", "asserted", 1, 1, 1)


def test_the_same_input_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    for _ in range(2):
        with KnowledgeGraph(path) as kg:
            kg.add(document("a.txt"), [claim()])
            kg.add(document("b.txt"), [claim(document="b.txt")])
        tables = _tables(path)
    with KnowledgeGraph(path) as kg:
        kg.add(document("a.txt"), [claim()])
    assert _tables(path) == tables


def test_a_changed_document_replaces_its_evidence() -> None:
    kg = KnowledgeGraph()
    kg.add(document("a.txt"), [claim(), claim(UKR)])
    kg.add(document("b.txt"), [claim(document="b.txt")])
    assert kg.holds(document("a.txt"))
    changed = document("a.txt", "Another text.")
    assert not kg.holds(changed)
    kg.add(changed, [])
    assert kg.holds(changed)
    assert [c.evidence[0].document for c in kg] == ["b.txt"]


def test_removing_takes_evidence_back_and_claims_without_any_go() -> None:
    kg = KnowledgeGraph()
    kg.add(document("a.txt", published=day(1)), [claim(), claim(UKR)])
    kg.add(document("b.txt", published=day(5)), [claim(document="b.txt")])
    assert kg.remove("a.txt")
    assert not kg.remove("a.txt")
    (left,) = kg
    assert kg.weigh(left).first_seen == day(5)
    assert [d.id for d in kg.documents()] == ["b.txt"]
    kg.remove("b.txt")
    assert not kg


def test_failures_are_kept_until_mended() -> None:
    kg = KnowledgeGraph()
    kg.fail("a.txt", "is empty")
    kg.fail("a.txt", "is no text")
    assert [(f.document, f.reason) for f in kg.report().failures] == [("a.txt", "is no text")]
    kg.add(document("a.txt"), [])
    assert kg.report().failures == ()
    kg.fail("b.txt", "is empty")
    assert kg.remove("b.txt")
    assert kg.report().failures == ()


def test_a_new_version_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    old, new = Build("1.0", "sm"), Build("1.1", "sm")
    with KnowledgeGraph(path, build=old) as kg:
        kg.add(document("a.txt"), [claim()])
        kg.add(document("b.txt"), [])
    with KnowledgeGraph(path, build=new) as kg:
        assert kg.report().builds == ((old, 2),)
        assert kg.report().outdated == 2
        assert kg.holds(document("a.txt"))
        assert not kg.holds(document("a.txt"), same_build=True)
        kg.add(document("a.txt"), [claim()])
        assert kg.holds(document("a.txt"), same_build=True)
        assert kg.report().builds == ((old, 1), (new, 1))
        assert kg.report().outdated == 1


def test_an_addition_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    kg = KnowledgeGraph()
    kg.add(document("a.txt"), [claim()])
    before = kg.to_turtle()
    broken = claim(UKR)
    object.__setattr__(broken.evidence[0], "confidence", None)
    with pytest.raises(InputError, match=r"'a\.txt': None is not a confidence; write a number"):
        kg.add(document("a.txt", "New."), [claim(CHN, SYMMETRIC, UKR), broken])
    monkeypatch.setattr(writing, "weigh_claims", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kg.add(document("a.txt", "New."), [claim(CHN, SYMMETRIC, UKR)])
    assert kg.to_turtle() == before


def test_a_failure_of_a_file_whose_name_is_not_unicode_is_noted() -> None:
    kg = KnowledgeGraph()
    kg.fail("a\udcff.txt", "a\udcff.txt: is empty")
    assert [failure.document for failure in kg.report().failures] == ["a\\udcff.txt"]


def test_evidence_in_another_document_is_refused() -> None:
    kg = KnowledgeGraph()
    with pytest.raises(ValueError, match=r"b\.txt"):
        kg.add(document("a.txt"), [claim(document="b.txt")])


def test_a_store_of_the_first_schema_knows_no_hearsay_and_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    told = claim(document="b.txt", hearsay=True)
    with KnowledgeGraph() as new, KnowledgeGraph(path) as kg:
        for graph in (new, kg):
            graph.add(document("a.txt"), [claim(UKR)])
        for later in ("hearsay", "office", "office_from", "office_until"):
            kg.opened.connection.execute(f"ALTER TABLE evidence DROP COLUMN {later}")
        kg.opened.connection.execute("PRAGMA user_version = 1")
        with pytest.raises(sqlite3.OperationalError, match="hearsay"):
            list(kg)
        new.add(document("b.txt"), [told])
        kept = list(new)
    with KnowledgeGraph(path) as kg:
        assert [e.hearsay for c in kg for e in c.evidence] == [False]
        kg.add(document("b.txt"), [told])
        assert list(kg) == kept
        assert kg.statuses() == {claim(UKR).id: "asserted", told.id: "hearsay"}


def test_a_store_of_the_third_schema_knows_no_offices_and_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    told = claim(PUTIN, STANDING, RUS, document="b.txt", tenure=Tenure("head_of_state", PartialDate(2012, 5, 7)))
    with KnowledgeGraph() as new, KnowledgeGraph(path) as kg:
        for graph in (new, kg):
            graph.add(document("a.txt"), [claim(PUTIN, STANDING, RUS)])
        for later in ("office", "office_from", "office_until"):
            kg.opened.connection.execute(f"ALTER TABLE evidence DROP COLUMN {later}")
        kg.opened.connection.execute("PRAGMA user_version = 3")
        with pytest.raises(sqlite3.OperationalError, match="office"):
            list(kg)
        new.add(document("b.txt"), [told])
        kept = list(new)
    with KnowledgeGraph(path) as kg:
        assert [e.tenure for c in kg for e in c.evidence] == [None]
        kg.add(document("b.txt"), [told])
        assert list(kg) == kept
        assert [event.office for event in kg.events()] == [None, "head_of_state"]


def test_migrations_lead_on_and_are_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document(), [claim()])
    broken = (*schema.MIGRATIONS, "CREATE TABLE extra (x);\nCREATE TABLE extra (x);")
    with pytest.raises(sqlite3.OperationalError):
        schema.connect(path, broken)
    extended = (*schema.MIGRATIONS, "CREATE TABLE extra (x);\nINSERT INTO extra VALUES (';');")
    with closing(schema.connect(path, extended)) as connection:
        assert connection.execute("SELECT x FROM extra").fetchall() == [(";",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(extended),)
    content = path.read_bytes()
    with pytest.raises(StoreError, match="newer than this program's"):
        KnowledgeGraph(path)
    assert path.read_bytes() == content


def test_a_strange_file_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("No database at all, but long enough to look like one. " * 20)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    for path, complaint in ((text, "is not a store"), (other, "is a database of another program")):
        content = path.read_bytes()
        with pytest.raises(StoreError, match=complaint):
            KnowledgeGraph(path)
        assert path.read_bytes() == content


def test_a_corrupt_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        for number in range(50):
            kg.add(document(f"{number}.txt"), [claim(document=f"{number}.txt")])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"kg\.db: is corrupt"), KnowledgeGraph(path) as kg:
        list(kg)


READ_AND_WRITTEN: tuple[Callable[[KnowledgeGraph], object], ...] = (
    list,
    lambda kg: kg.claims(),
    lambda kg: kg.report(),
    lambda kg: list(kg.filter(words="Russia")),
    lambda kg: kg.to_turtle(),
    lambda kg: kg.add(document("new.txt"), [claim(document="new.txt")]),
    lambda kg: kg.remove("3.txt"),
)
"""Queries and changes on a store."""
PAGE = 4096


def damaged(chance: random.Random, whole: bytes) -> bytes:
    """Bytes changed, pages swapped or emptied, the end cut off, letters changed in names of columns and in values."""
    data, pages = bytearray(whole), len(whole) // PAGE
    match chance.randrange(6):
        case 0:
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(100, len(data))] = chance.randrange(256)
        case 1:
            one, other = (slice(at * PAGE, (at + 1) * PAGE) for at in chance.sample(range(1, pages), 2))
            data[one], data[other] = data[other], data[one]
        case 2:
            at = chance.randrange(pages) * PAGE
            data[at : at + PAGE] = bytes(PAGE)
        case 3:
            del data[chance.randrange(100, len(data)) :]
        case 4:
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(100, 2 * PAGE)] = chance.choice(b"abcxyz(), \0\xff")
        case _:
            for found in re.finditer(rb"subject_text|affirmed|2022|asserted|\.txt|State", whole):
                if chance.random() < 0.1:
                    data[chance.randrange(*found.span())] = chance.choice(b"\xff\0Z9-")
    return bytes(data)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_bytes_are_damaged_a_store_answers_or_says_so_in_one_line(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "kg.db", random.Random(seed)
    with KnowledgeGraph(path) as kg:
        for name in (f"{number}.txt" for number in range(30)):
            made = [claim(document=name), claim(CHN, SYMMETRIC, RUS, document=name, at=90, date="2022-03")]
            kg.add(document(name), made)
    whole = path.read_bytes()
    for ask in READ_AND_WRITTEN:
        path.write_bytes(damaged(chance, whole))
        told = None
        try:
            with KnowledgeGraph(path) as kg:
                ask(kg)
        except StoreError as error:
            told = error
        assert told is None or (str(told).startswith(str(path)) and told.remedy)


def test_an_error_of_the_program_is_not_blamed_on_a_sound_store(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document(), [claim()])
        with pytest.raises(KeyError, match=r"none\.txt"):
            kg.source("none.txt")
        with pytest.raises(sqlite3.OperationalError, match="no such column"), schema.explained(path):
            kg.opened.connection.execute("SELECT unknown FROM claims")


def test_whoever_asks_for_a_missing_document_does_not_wait_for_the_whole_file_to_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with KnowledgeGraph(tmp_path / "kg.db") as kg:
        kg.add(document(), [claim()])
        monkeypatch.setattr(schema, "damage", lambda *_: pytest.fail("all of the file was read"))
        with pytest.raises(KeyError, match=r"none\.txt"):
            kg.source("none.txt")


@pytest.mark.parametrize("form", ["nq", "gdelt", "nanopub"])
def test_a_document_that_the_store_has_lost_is_told_in_one_line_by_every_export(tmp_path: Path, form: str) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document(), [claim()])
    with closing(sqlite3.connect(path)) as connection:  # its entry in the index alone is of another id
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_documents_1'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    page = slice((root - 1) * PAGE, root * PAGE)
    data[page] = data[page].replace(b"a.txt", b"b.txt")
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"kg\.db: is corrupt"), KnowledgeGraph(path) as kg:
        formats.export(kg, tmp_path / "out", form)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        KnowledgeGraph(tmp_path / "none" / "kg.db")


def _unprivileged(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs code as a user to whom file permissions apply, even if the tests run as root."""
    drop = "import os\nif os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    load = "from graphkit.graph import KnowledgeGraph\nfrom tests.values import claim, document\n"
    return subprocess.run(
        [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{load}{drop}{code}", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.parametrize("folder", [0o755, 0o555])
def test_a_store_that_cannot_be_written_is_read(folder: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "kg.db"
        with KnowledgeGraph(path) as kg:
            kg.add(document(), [claim()])
        path.chmod(0o444)
        Path(place).chmod(folder)
        read = "kg = KnowledgeGraph(Path(sys.argv[1]))\nprint(len(list(kg)), kg.report().documents)\n"
        done = _unprivileged(f"{read}kg.remove('a.txt')", str(path))
        assert done.stdout == "1 1\n", done.stderr
        assert "StoreError: " in done.stderr
        assert "kg.db: cannot be written" in done.stderr
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 1")
        assert "has the old schema 1 and cannot be written; copy it" in _unprivileged(read, str(path)).stderr


def test_a_new_store_may_be_opened_by_several_at_once(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / f"{number}.db"
        gate = threading.Barrier(4)

        def open_and_add(name: str, path: Path = path, gate: threading.Barrier = gate) -> None:
            gate.wait()
            with KnowledgeGraph(path) as kg:
                kg.add(document(name), [claim(document=name)])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(open_and_add, "abcd"))
        with KnowledgeGraph(path) as kg:
            assert kg.report().documents == 4


def test_a_locked_file_is_named_and_readers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg, KnowledgeGraph(path) as reader:
        kg.add(document(), [claim()])
        reader.opened.connection.execute("PRAGMA busy_timeout = 10")
        with schema.transaction(kg.opened.connection, path):
            assert len(reader) == 1
            with pytest.raises(StoreError, match="is locked"):
                reader.remove("a.txt")
        assert reader.remove("a.txt")


def test_a_full_disk_is_named_and_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document("a.txt"), [claim()])
        (pages,) = kg.opened.connection.execute("PRAGMA page_count").fetchone()
        kg.opened.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="no room is left"):
            kg.add(Document("b.txt", "word " * 100_000), [claim(UKR, document="b.txt")])
    with KnowledgeGraph(path) as kg:
        assert [d.id for d in kg.documents()] == ["a.txt"]
        assert len(kg) == 1


_WRITER = """
import sys
from pathlib import Path
from graphkit.graph import KnowledgeGraph
from tests.values import claim, document, UKR
with KnowledgeGraph(Path(sys.argv[1])) as kg:
    number = 0
    while True:
        key = f"{number:06}.txt"
        if not kg.holds(document(key)):
            kg.add(document(key), [claim(document=key), claim(UKR, document=key, at=50)])
            print(key, flush=True)
        number += 1
"""


def test_a_killed_build_loses_no_committed_document(tmp_path: Path) -> None:
    path, kills = tmp_path / "kg.db", int(os.environ.get("GRAPHKIT_KILLS", "4"))
    told: list[str] = []
    moment = random.Random(11)
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        ) as process:
            assert process.stdout
            told.append(process.stdout.readline().strip())
            time.sleep(moment.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
            told += process.stdout.read().split()
        with KnowledgeGraph(path) as kg:
            assert kg.opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            held = {d.id for d in kg.documents()}
            assert {key for key in told if key.endswith(".txt")} <= held
            evidence = [e.document for c in kg for e in c.evidence]
            assert sorted(evidence) == sorted([*held, *held])
            assert all(kg.weigh(c).documents == len(held) for c in kg)
    assert len(told) > kills


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [
        (document(f"{n}.txt", "the same words all over again " * 3 + str(n % 2)), claim(RUS, document=f"{n}.txt"))
        for n in range(5)
    ]
    turtles = set()
    for seed in range(4):
        random.Random(seed).shuffle(documents)
        kg = KnowledgeGraph()
        for found, made in documents:
            kg.add(found, [made])
        turtles.add(kg.to_turtle())
    assert len(turtles) == 1
