import pytest

from extraction.files.decoding import decode
from extraction.files.opened import UnreadableFileError
from extraction.files.webpage import declared_encoding

RUSSIAN = "Выборы прошли спокойно, — сказал наблюдатель из Ташкента. Участки открылись в 7:00, «нарушений нет»."
ENGLISH = "The head of the mission visited a café with the head of the office – “a naïve idea”, he said of the vote."


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH, "Yes", "Да"])
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str, mark: str) -> None:
    decoded = decode((mark + text).encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.lower(), "ЗАЯВЛЕНИЕ\n" + RUSSIAN[:40], RUSSIAN[:55]])
def test_older_encodings_of_russian_are_told_apart(text: str, encoding: str) -> None:
    content = text.encode(encoding, "ignore")
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == (content.decode(encoding), encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_older_encodings_of_english_are_told_apart(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)).text == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Wybory odbyły się w niedzielę. Komisja Wyborcza ogłosiła wyniki głosowania w środę. ",
            "cp1250",
        ),
        ("選挙監視団は投票所を訪問した。", "shift_jis"),
    ],
)
def test_other_languages_are_read_too(text: str, encoding: str) -> None:
    assert decode((text * 5).encode(encoding)).text == text * 5


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            f"{RUSSIAN}\n".encode() + RUSSIAN.encode("cp1251"),
            "bytes of two encodings: byte 0xc2 at byte 181 (from 0), line 2",
        ),
        (
            f"{RUSSIAN}\n".encode("cp1251") + RUSSIAN.encode(),
            "bytes of two encodings: byte 0xc2 at byte 0 (from 0), line 1",
        ),
        ("café, café\n".encode() + "café and so on".encode("cp1252"), "byte 0xe9 at byte 16 (from 0), line 2"),
        (RUSSIAN.encode()[:51], "a file that ends inside a character: byte 0xd0 at byte 50 (from 0), line 1"),
        (b"A vote \xed\xa0\x80 was held.", "half of a surrogate pair: byte 0xed at byte 7"),
        ("A vote".encode("utf-16") + b"\x00\xd8\x20\x00", "a file that ends inside a character: byte 0x00 at byte 14"),
        (b"One vote\nA vote\x00 was held. " + b"It was calm. " * 100, "a zero character (U+0000) in line 2"),
        ("One\x00 vote".encode("utf-16"), "a zero character (U+0000) in line 1"),
        (b"\x00\x01\x02\x03" * 100, "binary data"),
        (bytes(range(1, 32)) * 9, "binary data"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(content: bytes, found: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        decode(content)
    assert found in caught.value.found


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<?xml version='1.0' encoding='cp866'?><html>", "cp866"),
        (b"<html><body>charset=koi8-r", None),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, declared: str | None) -> None:
    assert declared_encoding(head) == declared


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("koi8-r", "koi8-r", "koi8-r"),
        ("cp1251", "windows-1251", "cp1251"),
        ("utf-8", "windows-1251", "utf-8"),
        ("cp1251", "utf-8", "cp1251"),
        ("cp1251", "no-such-encoding", "cp1251"),
        ("cp1252", "iso-8859-1", "cp1252"),
    ],
)
def test_a_declaration_is_believed_where_the_bytes_do_not_tell(encoding: str, declared: str, told: str) -> None:
    text = "“It’s a café”" if encoding == "cp1252" else "Явка 5%, участки"
    decoded = decode(text.encode(encoding), declared)
    assert (decoded.text, decoded.encoding) == (text, told)


def test_bytes_that_a_declared_encoding_does_not_have_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="byte 0xff at byte 3"):
        decode(b"aaa\xff bbb ccc ddd", "shift_jis")
