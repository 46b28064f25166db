import io
import zipfile
from datetime import date

from scripts.release.archive import zip_bytes

FILES = {"b.txt": b"b" * 1000, "a/ц.txt": "ц".encode(), "a.txt": b""}
DAY = date(2026, 1, 31)


def entries(content: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(content)).infolist()


def test_it_holds_the_files_below_one_folder_in_order_of_their_names() -> None:
    content = zip_bytes("top", FILES, DAY)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert {entry.filename.removeprefix("top/"): archive.read(entry) for entry in entries(content)} == FILES
    names = [entry.filename for entry in entries(content)]
    assert names == sorted(names)


def test_an_entry_tells_nothing_of_the_machine() -> None:
    for entry in entries(zip_bytes("top", FILES, DAY)):
        assert entry.date_time == (2026, 1, 31, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o100644
        assert (entry.create_system, entry.extra, entry.comment) == (3, b"", b"")


def test_the_order_in_which_files_are_given_does_not_matter() -> None:
    assert zip_bytes("top", dict(reversed(FILES.items())), DAY) == zip_bytes("top", FILES, DAY)
