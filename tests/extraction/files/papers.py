"""Small PDF files, written by hand: words at places, in a font whose table of characters says what they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Words:
    """Words on a page; each letter is half as wide as `size` points."""

    x: float
    y: float
    text: str
    size: float = 10


def column(
    lines: Sequence[str], *, x: float = 72, top: float = 760, size: float = 10, leading: float = 12
) -> list[Words]:
    """Lines below one another; "" leaves one out."""
    return [Words(x, top - number * leading, line, size) for number, line in enumerate(lines) if line]


def pdf(
    pages: Sequence[Sequence[Words]],
    *,
    about: Mapping[str, str] | None = None,
    is_scanned: bool = False,
    is_locked: bool = False,
    knows_letters: bool = True,
) -> bytes:
    """A PDF of these pages."""
    letters = sorted({letter for page in pages for words in page for letter in words.text if not " " <= letter <= "~"})
    codes = {letter: 128 + number for number, letter in enumerate(letters)}
    codes |= {chr(number): number for number in range(32, 127)}
    # A font may also have numbers of its own for its shapes, which mean nothing elsewhere.
    meant = {code: letter if knows_letters else chr(0xE000 + code) for letter, code in codes.items()}
    rows = b"\n".join(
        b"<%02X><%s>" % (code, letter.encode("utf-16-be").hex().encode()) for code, letter in meant.items()
    )
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00><FF> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar endcmap end" % (len(codes), rows)
    )
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor 5 0 R"
        b"/ToUnicode 4 0 R/Encoding/WinAnsiEncoding>>" % (b"500 " * 224)
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b"".join(b"%d 0 R " % (9 + 2 * n) for n in range(len(pages)))),
        font,
        _stream(b"", table),
        b"<</Type/FontDescriptor/FontName/Helvetica/Flags 32/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80>>",
        _stream(b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80"),
        b"<<%s>>" % b"".join(b"/%s<%s>" % (key.encode(), _utf16(value)) for key, value in (about or {}).items()),
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
    ]
    for number, page in enumerate(pages):
        drawn = [b"q %d 0 0 %d 0 0 cm /I Do Q" % (WIDTH, HEIGHT)] if is_scanned else []
        for words in page:
            shown = b"".join(b"\\%03o" % codes[letter] for letter in words.text)
            drawn.append(b"BT /F %g Tf %g %g Td (%s) Tj ET" % (words.size, words.x, words.y, shown))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>"
            b"/Contents %d 0 R>>" % (WIDTH, HEIGHT, 10 + 2 * number)
        )
        objects.append(_stream(b"", b"\n".join(drawn)))
    return _file(objects, b"/Encrypt 8 0 R/ID[<41><41>]" if is_locked else b"")


def _file(objects: Sequence[bytes], more: bytes) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info 7 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            count,
            table,
            count,
            more,
            len(content),
        )
    )


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(content), content)


def _utf16(text: str) -> bytes:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
