import hashlib
import os
import pickle
import socket
import sys
from pathlib import Path

import pytest

from extraction.files import Limits, MissingExtraError, UnreadableFileError, open_file
from extraction.sentences import sentences
from tests.extraction.files.papers import column, pdf

TEXT = (
    "PC.DEL/12/24\n5 March 2024\n\nOn the elections\n\nThe observers of the mission visited 1,013 polling stations.\n"
)
PAGE = (
    "<html><head><title>On the elections</title></head><body><p>The observers visited the stations.</p></body></html>"
)
PAPER = pdf([column(["The observers of the mission visited", "the polling stations."])])


def write(folder: Path, content: bytes, name: str = "document") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(path: Path, limits: Limits | None = None) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        open_file(path, *([limits] if limits else []))
    return caught.value


def test_text_keeps_its_characters_and_its_line_ends_become_one(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf\r\n The\xc2\xa0vote \xe2\x80\x94 it\xe2\x80\x99s \x0c over.\rSo \n\r\n it is.  \n"
    opened = open_file(write(tmp_path, content))
    assert opened.text == "\n The\xa0vote — it’s \f over.\nSo \n\n it is.  \n"
    assert (opened.media_type, opened.encoding) == ("text/plain", "utf-8")
    assert (opened.sha256, opened.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_a_document_says_what_it_is(tmp_path: Path) -> None:
    opened = open_file(write(tmp_path, TEXT.encode()))
    assert (opened.language, opened.title, opened.published_on) == ("en", "On the elections", "2024-03-05")
    assert (opened.symbol, opened.publisher, opened.author) == ("PC.DEL/12/24", None, None)


@pytest.mark.parametrize(
    ("content", "media_type", "encoding"),
    [
        (TEXT.encode(), "text/plain", "utf-8"),
        (PAGE.encode(), "text/html", "utf-8"),
        (b"\xef\xbb\xbf  <!-- a note --> <!DOCTYPE html>" + PAGE.encode(), "text/html", "utf-8"),
        (b"<?xml version='1.0' encoding='utf-8'?>\n" + PAGE.encode(), "text/html", "utf-8"),
        (PAGE.encode("utf-16"), "text/html", "utf-16-le"),
        (b"<div><p>One of the observers.</p><p>Two of them.</p></div>", "text/html", "utf-8"),
        (PAPER, "application/pdf", None),
        (b"junk of a mail program\r\n" + PAPER, "application/pdf", None),
        (b"Write %PDF-1.4 first.", "text/plain", "utf-8"),
        (b"<b>old</b> and < new", "text/html", "utf-8"),
        (b"<3 the vote", "text/plain", "utf-8"),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_the_content_tells_the_kind(
    tmp_path: Path, content: bytes, media_type: str, encoding: str | None, name: str
) -> None:
    opened = open_file(write(tmp_path, content, name))
    assert (opened.media_type, opened.encoding) == (media_type, encoding)
    assert opened.text


@pytest.mark.parametrize(
    ("content", "found", "remedy"),
    [
        (b"", "an empty file", "leave the file out"),
        (b" \r\n\t\n ", "white space alone", "leave the file out"),
        ("\ufeff \xa0\n".encode(), "white space alone", "leave the file out"),
        ("\n \n".encode("utf-16"), "white space alone", "leave the file out"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image", "OCR"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image", "OCR"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "an ELF program", "leave it out"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"[Content_Types].xml word/document.xml", "a Word document (.docx)", "PDF"),
        (b"PK\x03\x04\n\x00\x00\x00" + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"reports/one.txt", "a ZIP archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "(.doc, .xls, .ppt)", "PDF"),
        (b"{\\rtf1\\ansi The vote}", "Rich Text Format", "PDF"),
        (b"\x1f\x8b\x08\x00", "a gzip archive", "unpack it"),
        (bytes(257) + b"ustar\x0000", "a tar archive", "unpack it"),
        (b"<?xml version='1.0'?><rss><item>The vote</item></rss>", "XML with the root <rss>", "PDF"),
        (b"From: a@example.org\nSubject: The vote\nMIME-Version: 1.0\n\nThe vote", "a mail", "HTML or text"),
        (bytes(range(256)) * 9, "binary data", "PDF"),
        (b"PK\x03\x04", "a ZIP archive", "unpack it"),
    ],
)
def test_what_holds_no_text_is_named_with_what_to_do(tmp_path: Path, content: bytes, found: str, remedy: str) -> None:
    error = refused(write(tmp_path, content, "a.txt"))
    assert found in error.found
    assert remedy in error.remedy


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    error = refused(path)
    assert (error.found, error.expected) == ("200,000,000 bytes", "at most 50,000,000")
    assert refused(write(tmp_path, TEXT.encode()), Limits(size=50)).found == f"{len(TEXT)} bytes"
    assert "characters" in refused(write(tmp_path, TEXT.encode()), Limits(characters=50)).found


def test_one_very_long_line_is_opened(tmp_path: Path) -> None:
    line = b"The observers visited the stations. " * 100_000
    opened = open_file(write(tmp_path, line))
    assert len(opened.text) == len(line)
    assert opened.language == "en"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    assert refused(tmp_path).found == "a folder"
    assert refused(tmp_path / "nothing").found == "no such file or directory"
    assert refused(Path("a\x00b")).found == "a path with a zero character"
    (tmp_path / "loop").symlink_to("loop")
    assert "symbolic link" in refused(tmp_path / "loop").remedy
    (tmp_path / "link").symlink_to(write(tmp_path, TEXT.encode()))
    assert open_file(tmp_path / "link").text == TEXT


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are no files there")
def test_pipes_sockets_and_devices_are_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").found == "a pipe"
    assert refused(Path("/dev/zero")).found == "a device"
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert refused(Path("socket")).found == "a socket"


def test_what_changes_between_looking_and_opening_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, TEXT.encode())
    status = path.stat()
    path.unlink()
    monkeypatch.setattr(Path, "stat", lambda self: status)
    assert "moved" in refused(path).remedy
    os.mkfifo(path)
    assert refused(path).found == "a pipe"


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbid)
    error = refused(write(tmp_path, TEXT.encode()))
    assert (error.found, error.remedy) == ("permission denied", "let yourself read the file (chmod u+r)")


@pytest.mark.parametrize(
    ("content", "library"),
    [
        (PAGE.encode(), "trafilatura"),
        (PAGE.encode(), "lxml.html"),
        (PAPER, "pypdfium2"),
        ("Выборы прошли.".encode("cp1251"), "charset_normalizer"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'election-facts\[documents\]'"):
        open_file(write(tmp_path, content))
    assert open_file(write(tmp_path, "Выборы прошли.".encode())).language == "ru"


def test_an_error_goes_from_process_to_process() -> None:
    error = pickle.loads(pickle.dumps(MissingExtraError("a", "b", "c")))
    assert (type(error), error.found, error.expected, error.remedy) == (MissingExtraError, "a", "b", "c")


def test_all_kinds_give_the_same_sentences(tmp_path: Path) -> None:
    lines = ["The observers of the mission visited many of", "the polling stations.", "", "No complaint was filed."]
    page = (
        "<html><body><h1>The vote</h1><p>"
        + "</p><p>".join(" ".join(lines).replace("  ", "|").split("|"))
        + "</p></body></html>"
    )
    paper = pdf([column(["The vote"], size=16, top=800) + column(lines)])
    plain = "The vote\n\n" + " ".join(lines).replace("  ", "\n\n")
    read = []
    for content in (page.encode(), paper, plain.encode()):
        text = open_file(write(tmp_path, content)).text
        read.append([text[one.span.start : one.span.end] for one in sentences(text, "en")])
    assert (
        read[0]
        == read[1]
        == read[2]
        == [
            "The vote",
            "The observers of the mission visited many of the polling stations.",
            "No complaint was filed.",
        ]
    )
