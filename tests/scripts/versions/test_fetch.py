"""A released package is fetched whole and verified, or not at all; from servers that behave well and badly."""

import hashlib
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.build import Built
from scripts.versions import web
from scripts.versions.fetch import fetch
from scripts.versions.web import FetchError
from tests.conftest import HERE, ROOT, _with_outputs
from tests.copies import edit_descriptor, resource, seal
from tests.scripts.versions.site import Site, seal_release, serving
from tests.test_load import zipped

VERDICTS = "data/tables/verdicts.csv"
ZIP = "release-1.2.3.zip"


@pytest.fixture(scope="module")
def release(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package as a release holds it; do not change it."""
    root = tmp_path_factory.mktemp("release") / "release-1.2.3"
    shutil.copytree(HERE / "package/data/sources", root / "data/sources")
    _with_outputs(root, built)
    (root / "Заметки и прочее.md").write_text("Notes.", encoding="utf-8")
    (root / "empty.txt").touch()
    seal_release(root)
    return root


@pytest.fixture
def site(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(web, "_PAUSE", 0.001)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    root = shutil.copytree(release, tmp_path / "www/release-1.2.3")
    with serving(root.parent) as served:
        yield served


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "here"


def package_of(site: Site) -> Path:
    return site.root / "release-1.2.3"


def zip_of(site: Site) -> Path:
    return zipped(package_of(site), site.root / ZIP, top="release-1.2.3/")


def get(site: Site, target: Path, path: str = "release-1.2.3", **options: Any) -> int:
    return fetch(site.url + path, target, **{"largest": 10**8, "timeout": 5, **options})


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def assert_refused(site: Site, target: Path, words: str, path: str = "release-1.2.3", **options: Any) -> None:
    with pytest.raises(FetchError, match=words):
        get(site, target, path, **options)
    assert not target.exists()


# All of it


@pytest.mark.parametrize("path", ["release-1.2.3", "release-1.2.3/", "release-1.2.3/datapackage.json"])
def test_a_folder_is_fetched_file_by_file(path: str, site: Site, target: Path) -> None:
    shown: list[tuple[int, int | None]] = []
    number = get(site, target, path, show=lambda more, whole: shown.append((more, whole)))
    assert contents(target) == contents(package_of(site))
    assert number == len(contents(target))
    assert sum(more for more, _ in shown) >= (shown[-1][1] or 0) > 0
    assert list(target.parent.glob(".*")) == []


@pytest.mark.parametrize("top", ["", "release-1.2.3/"])
@pytest.mark.parametrize("with_checksum", [True, False])
def test_a_zip_is_fetched_and_unpacked(top: str, with_checksum: bool, site: Site, target: Path) -> None:
    archive = zipped(package_of(site), site.root / ZIP, top=top)
    if with_checksum:
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        archive.with_suffix(".sha256").write_text(f"{digest}  {ZIP}\n{'0' * 64}  other.sqlite\n")
    assert get(site, target, ZIP) == len(contents(target))
    assert contents(target) == contents(package_of(site))
    assert list(target.parent.glob(".*")) == []


def test_an_empty_folder_may_stand_there(site: Site, target: Path) -> None:
    target.mkdir()
    get(site, target)
    assert contents(target) == contents(package_of(site))


def test_the_command_validates_what_it_fetched(site: Site, target: Path) -> None:
    result = run(site, target)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Fetched {len(contents(target))} files into {target}; every hash is right.\n" + (
        "Valid: every check passed.\n"
    )


def run(site: Site, target: Path, *options: str) -> Result:
    result = CliRunner().invoke(app, ["fetch", f"{site.url}release-1.2.3", str(target), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_is_published_but_not_valid_stays_and_is_exit_code_1(site: Site, target: Path) -> None:
    root = package_of(site)
    file = root / VERDICTS
    file.write_bytes(file.read_bytes().replace(b"endorsed", b"endorsd"))
    seal(root)
    seal_release(root)
    result = run(site, target)
    assert result.exit_code == 1
    assert "endorsd" in result.stderr
    assert "not valid by the rules of this version" in result.stderr
    assert target.exists()
    shutil.rmtree(target)
    assert run(site, target, "--no-validate").exit_code == 0


# Resumed


def test_a_connection_that_breaks_off_is_taken_up_where_it_ended(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    site.drops[path] = [100, 50]
    get(site, target)
    assert site.ranges(path) == [None, "bytes=100-", "bytes=150-"]
    assert contents(target) == contents(package_of(site))


def test_a_server_that_ignores_ranges_sends_all_again(site: Site, target: Path) -> None:
    site.ignores_ranges = True
    site.drops[f"release-1.2.3/{VERDICTS}"] = [100, 300]
    get(site, target)
    assert contents(target) == contents(package_of(site))


def broken_off(site: Site, target: Path, path: str, at: int = 100) -> None:
    """A first attempt that gives up after some bytes of one file."""
    site.drops[path] = [at, *[0] * 5]
    with pytest.raises(FetchError, match="the same command goes on from there"):
        get(site, target, ZIP if path == ZIP else "release-1.2.3")
    assert not target.exists()
    assert not site.drops[path]
    site.asked.clear()


def test_the_same_command_goes_on_from_there(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    broken_off(site, target, path)
    get(site, target)
    assert contents(target) == contents(package_of(site))
    assert site.ranges(path) == ["bytes=100-"]
    assert site.ranges("release-1.2.3/CODEBOOK.md") == [], "what is there is not fetched again"
    assert list(target.parent.glob(".*")) == []


def test_a_part_of_something_else_is_thrown_away(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    broken_off(site, target, path)
    (part,) = (target.parent / ".here.fetch/parts").iterdir()
    part.write_bytes(b"x" * 100)
    get(site, target)
    assert site.ranges(path) == ["bytes=100-", None]
    assert contents(target) == contents(package_of(site))


def test_another_edition_at_the_same_address_takes_nothing_of_the_first(site: Site, target: Path) -> None:
    root = package_of(site)
    broken_off(site, target, f"release-1.2.3/{VERDICTS}")
    (root / "Заметки и прочее.md").unlink()
    (root / "CODEBOOK.md").unlink()
    (root / "CODEBOOK.md").mkdir()
    (root / "CODEBOOK.md/a.txt").write_text("A folder now.", encoding="utf-8")
    seal(root)
    seal_release(root)
    get(site, target)
    assert contents(target) == contents(root)


def test_another_address_begins_anew(site: Site, target: Path) -> None:
    broken_off(site, target, f"release-1.2.3/{VERDICTS}")
    shutil.copytree(package_of(site), site.root / "other")
    get(site, target, "other")
    assert site.ranges(f"other/{VERDICTS}") == [None]


def test_a_zip_is_resumed_where_a_checksum_tells_that_it_is_the_same(site: Site, target: Path) -> None:
    archive = zip_of(site)
    broken_off(site, target, ZIP)
    get(site, target, ZIP)
    assert site.ranges(ZIP) == [None]
    shutil.rmtree(target)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".sha256").write_text(f"{digest}  {ZIP}\n")
    broken_off(site, target, ZIP)
    get(site, target, ZIP)
    assert site.ranges(ZIP) == ["bytes=100-"]
    assert contents(target) == contents(package_of(site))


def test_what_was_killed_is_taken_up_again(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    site.silent.add(path)
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts", "fetch", f"{site.url}release-1.2.3", str(target)], cwd=ROOT
    )
    while path not in dict(site.asked):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not target.exists()
    site.silent.clear()
    site.asked.clear()
    get(site, target)
    assert contents(target) == contents(package_of(site))
    assert "release-1.2.3/CODEBOOK.md" not in dict(site.asked)
    assert list(target.parent.glob(".*")) == []


def test_a_server_in_trouble_is_asked_again(site: Site, target: Path) -> None:
    site.statuses[f"release-1.2.3/{VERDICTS}"] = [503, 500]
    get(site, target)
    assert contents(target) == contents(package_of(site))


# Servers that misbehave


def test_a_wrong_hash_is_refused(site: Site, target: Path) -> None:
    file = package_of(site) / VERDICTS
    file.write_bytes(file.read_bytes().replace(b"positive", b"negative"))
    assert_refused(site, target, f"{VERDICTS} has another hash than SHA256SUMS gives")


@pytest.mark.parametrize("name", ["datapackage.json", "SHA256SUMS", VERDICTS, "CODEBOOK.md"])
def test_a_file_that_is_not_there_is_named(name: str, site: Site, target: Path) -> None:
    (package_of(site) / name).unlink()
    assert_refused(site, target, rf"{name} is not there \(status 404\); check the address")


@pytest.mark.parametrize("path", ["nothing/", "nothing.zip"])
def test_where_nothing_is_nothing_is_left(path: str, site: Site, target: Path) -> None:
    assert_refused(site, target, "is not there", path)
    assert list(target.parent.glob(".*")) == []


def test_sizes_that_do_not_agree_are_refused_before_anything_is_taken(site: Site, target: Path) -> None:
    site.announced[f"release-1.2.3/{VERDICTS}"] = 10**12
    assert_refused(site, target, "has 1,000,000,000,000 bytes on the server")


def test_what_goes_on_after_its_size_is_refused(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    site.without_length.add(path)
    file = package_of(site) / VERDICTS
    file.write_bytes(file.read_bytes() + b"more")
    assert_refused(site, target, "goes on after")


def test_a_file_of_unknown_size_may_not_have_any(site: Site, target: Path) -> None:
    total = sum(map(len, contents(package_of(site)).values()))
    (package_of(site) / "CODEBOOK.md").write_bytes(b"x" * 10 * total)
    seal_release(package_of(site))
    assert_refused(site, target, "CODEBOOK.md has .* more than the .* allowed", largest=2 * total)


def test_a_package_that_is_too_large_is_refused_by_what_it_says(site: Site, target: Path) -> None:
    edit_descriptor(package_of(site), lambda content: resource(content, "verdicts").update(bytes=10**15))
    seal_release(package_of(site))
    assert_refused(site, target, "more than the 100,000,000 allowed; see --max-size")
    assert f"release-1.2.3/{VERDICTS}" not in dict(site.asked)


def test_a_range_that_was_not_asked_for_is_refused(site: Site, target: Path) -> None:
    site.wrong_range = True
    site.drops[f"release-1.2.3/{VERDICTS}"] = [100]
    assert_refused(site, target, "asked for the bytes from 100, the server sends those from 101")


def test_a_packed_answer_is_refused(site: Site, target: Path) -> None:
    site.headers["Content-Encoding"] = "gzip"
    assert_refused(site, target, "comes packed")


def test_a_silent_server_is_left(site: Site, target: Path) -> None:
    site.silent.add(f"release-1.2.3/{VERDICTS}")
    assert_refused(site, target, "breaks off again and again: .*timed out", timeout=0.05)


@pytest.mark.parametrize(
    "place",
    ["http://example.org/a", "https://127.0.0.1/a", "http://127.0.0.1:1/a", "ftp://127.0.0.1/a", "file:///etc/passwd"],
)
def test_a_redirect_to_another_place_is_not_followed(place: str, site: Site, target: Path) -> None:
    site.redirects[f"release-1.2.3/{VERDICTS}"] = place
    assert_refused(site, target, "leads to another place|not allowed|no address of a web server")


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(site: Site, target: Path) -> None:
    path = f"release-1.2.3/{VERDICTS}"
    (site.root / "moved").write_bytes((package_of(site) / VERDICTS).read_bytes())
    site.redirects[path] = "/moved"
    get(site, target)
    assert contents(target) == contents(package_of(site))
    shutil.rmtree(target)
    site.redirects[path] = f"/{path}"
    assert_refused(site, target, "cannot be had")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "/tmp/a",
        "",
        "http://",
        "https://a:b@127.0.0.1/",
        "http://127.0.0.1:x/",
    ],
)
def test_what_is_no_address_of_a_web_server_is_refused(url: str, target: Path) -> None:
    with pytest.raises(FetchError, match="address"):
        fetch(url, target, largest=10**6, timeout=1)


# Packages that are hostile


@pytest.mark.parametrize(
    "path",
    [
        "../outside",
        "/etc/outside",
        "a/../../outside",
        "a\\outside",
        "C:outside",
        "http://example.org/a",
        "a\nb",
        "./a",
        "a//b",
    ],
)
def test_a_path_that_leaves_the_package_is_refused(path: str, site: Site, target: Path) -> None:
    root = package_of(site)
    edit_descriptor(root, lambda content: resource(content, "verdicts").update(path=path))
    seal_release(root)
    if "\n" not in path:
        sums = (root / "SHA256SUMS").read_text(encoding="utf-8")
        (root / "SHA256SUMS").write_text(sums.replace(f"  {VERDICTS}\n", f"  {path}\n"), encoding="utf-8")
    assert_refused(site, target, "leads out of the package, or is no plain path")
    assert not list(target.parent.rglob("*outside*"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: resource(content, "verdicts").update(path=["a", "b"]), "without a single path"),
        (lambda content: resource(content, "verdicts").update(schema="https://example.org/s.json"), "stands elsewhere"),
        (lambda content: resource(content, "verdicts").update(bytes=-1), "no size or no SHA-256"),
        (lambda content: resource(content, "verdicts").update(hash="md5:00"), "no size or no SHA-256"),
        (lambda content: resource(content, "verdicts").update(hash=f"sha256:{'0' * 64}"), "do not agree on"),
        (lambda content: content["resources"].append(resource(content, "verdicts")), "twice"),
        (lambda content: content.update(resources=[]), "names no files"),
        (lambda content: content.pop("resources"), "is not the descriptor of a package"),
    ],
)
def test_a_hostile_descriptor_is_refused(
    change: Callable[[dict[str, Any]], object], words: str, site: Site, target: Path
) -> None:
    edit_descriptor(package_of(site), change)
    seal_release(package_of(site))
    assert_refused(site, target, words)
    assert list(target.parent.glob(".*")) == [], "nothing of it is kept"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{'0' * 64}  data/tables/VERDICTS.csv", "one file on some systems"),
        (f"{'0' * 64}  {VERDICTS}/a", "is a file, and a folder"),
        (f"{'0' * 64}  {VERDICTS}", "twice"),
        (f"{'0' * 64}  {'a' * 300}", "no plain path"),
        ("not a hash", "is no list of hashes"),
        (f"{'0' * 64}  SHA256SUMS", "one file on some systems"),
    ],
)
def test_a_hostile_list_of_hashes_is_refused(line: str, words: str, site: Site, target: Path) -> None:
    with (package_of(site) / "SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert_refused(site, target, words)


def test_a_descriptor_that_is_not_the_listed_one_is_refused(site: Site, target: Path) -> None:
    edit_descriptor(package_of(site), lambda content: content.update(version="9.9.9"))
    assert_refused(site, target, "is not the one that SHA256SUMS names")


def member(name: str, kind: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = kind << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("info", "content", "words"),
    [
        (member("../outside"), b"", "leads out of the package"),
        (member("/outside"), b"", "leads out of the package"),
        (member("release-1.2.3/../../outside"), b"", "leads out of the package"),
        (member("release-1.2.3/a\\outside"), b"", "leads out of the package"),
        (member("release-1.2.3/link", 0o120777), b"/etc/passwd", "is a link or a device"),
        (member("release-1.2.3/pipe", 0o010644), b"", "is a link or a device"),
        (member(f"release-1.2.3/{VERDICTS}"), b"", "one file on some systems"),
        (member(f"release-1.2.3/{VERDICTS.upper()}"), b"", "one file on some systems"),
        (member(f"release-1.2.3/{VERDICTS}/a"), b"", "is a file, and a folder"),
        (member("release-1.2.3/bomb"), b"0" * (2 << 20), "a zip bomb"),
        (member("release-1.2.3/unlisted"), b"a", "is not named in SHA256SUMS"),
    ],
)
def test_a_hostile_zip_is_refused(info: zipfile.ZipInfo, content: bytes, words: str, site: Site, target: Path) -> None:
    archive = zip_of(site)
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(info, content)
    assert_refused(site, target, words, ZIP)
    assert not list(target.parent.rglob("*outside*"))
    assert list(target.parent.glob(".*")) == [], "nothing of it is kept"


def test_a_zip_packed_in_an_unusual_way_is_refused(site: Site, target: Path) -> None:
    with zipfile.ZipFile(zip_of(site), "a", zipfile.ZIP_LZMA) as opened:
        opened.writestr("release-1.2.3/a", "a")
    assert_refused(site, target, "packed in an unusual way", ZIP)


def test_a_zip_that_unpacks_to_too_much_is_refused(site: Site, target: Path) -> None:
    size = zip_of(site).stat().st_size
    assert_refused(site, target, "the zip unpacks to", ZIP, largest=size + 1)
    assert_refused(site, target, "more than the .* allowed", ZIP, largest=size - 1)


def test_a_zip_is_held_against_the_checksum_beside_it(site: Site, target: Path) -> None:
    archive = zip_of(site)
    checksum = archive.with_suffix(".sha256")
    checksum.write_text(f"{'0' * 64}  {ZIP}\n")
    assert_refused(site, target, "another hash than the checksum file", ZIP)
    checksum.write_text(f"{'0' * 64}  other.zip\n")
    assert_refused(site, target, "does not name it", ZIP)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_of_a_package_is_refused(content: bytes, site: Site, target: Path) -> None:
    (site.root / ZIP).write_bytes(content)
    assert_refused(site, target, "no zip|holds no datapackage.json", ZIP)


@pytest.mark.parametrize("name", [VERDICTS, "SHA256SUMS"])
def test_a_zip_without_one_of_its_files_is_refused(name: str, site: Site, target: Path) -> None:
    (package_of(site) / name).unlink()
    zip_of(site)
    assert_refused(site, target, f"{name} in the zip is not what|holds no SHA256SUMS", ZIP)


def test_a_damaged_zip_is_refused_and_fetched_anew(site: Site, target: Path) -> None:
    archive = zip_of(site)
    good = archive.read_bytes()
    bad = bytearray(good)
    bad[len(bad) // 3] ^= 1
    archive.write_bytes(bad)
    assert_refused(site, target, "damaged one|is not what SHA256SUMS names|read in two ways", ZIP)
    archive.write_bytes(good)
    get(site, target, ZIP)


# The target


def test_what_stands_there_is_not_touched(site: Site, target: Path) -> None:
    target.mkdir()
    (target / "mine.txt").write_text("Mine.")
    with pytest.raises(FetchError, match="exists and is not an empty folder"):
        get(site, target)
    assert contents(target) == {"mine.txt": b"Mine."}
    assert site.asked == []
    link = target.with_name("link")
    link.symlink_to(target)
    for place in (link, target / "mine.txt"):
        with pytest.raises(FetchError, match="exists and is not an empty folder"):
            get(site, place)


def test_two_fetches_do_not_mix(site: Site, target: Path) -> None:
    stage = target.with_name(".here.fetch")
    stage.mkdir()
    with FileLock(stage / "lock"):
        assert_refused(site, target, "another fetch into .* is at work")
    get(site, target)


def test_a_stage_that_is_a_link_is_refused(site: Site, target: Path) -> None:
    target.with_name(".here.fetch").symlink_to(target.parent)
    assert_refused(site, target, "is a link; remove it")


def test_what_cannot_be_written_is_said(site: Site, target: Path) -> None:
    target.parent.joinpath("file").write_text("")
    result = run(site, target.parent / "file/below")
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing was put in place: ")


# The command


def test_errors_of_the_command_are_exit_code_1_and_no_traceback(site: Site, target: Path) -> None:
    result = run(site, target, "--max-size", "10KB")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Nothing was put in place: ")


@pytest.mark.parametrize("size", ["2 GB", "500MB", "3g", "100000000"])
def test_sizes_are_written_as_people_write_them(size: str, site: Site, target: Path) -> None:
    assert run(site, target, "--no-validate", "--max-size", size).exit_code == 0


@pytest.mark.parametrize("size", ["", "much", "-1", "1.5GB"])
def test_what_is_no_size_is_wrong_usage(size: str, site: Site, target: Path) -> None:
    assert run(site, target, "--max-size", size).exit_code == 2


def test_scripts_get_one_document(site: Site, target: Path) -> None:
    result = run(site, target, "--format", "json")
    assert json.loads(result.stdout) == {"count": 0, "problems": []}
