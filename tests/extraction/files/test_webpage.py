import time
from pathlib import Path

import pytest

from extraction.files import Limits, OpenedFile, UnreadableFileError, open_file
from extraction.files.markup import require_tame

NEWS = """<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8">
<title>Наблюдатели оценили выборы в Озёрном крае | Вестник Приозерья</title>
<meta property="og:site_name" content="Вестник Приозерья">
<meta property="article:published_time" content="2023-03-20T23:45:00+06:00">
<meta property="article:modified_time" content="2023-03-22T08:00:00+06:00">
<meta name="author" content="Мадина Сеитова">
<script>var a = "<p>нет</p>"; if (1 < 2) { show(a); }</script><style>.x > .y {color: red}</style></head><body>
<div class="cookie-consent">Мы используем файлы cookie. Продолжая, вы соглашаетесь с политикой.
<button>Принять</button></div>
<header><nav><ul><li><a href="/">Главная</a></li><li><a href="/p">Политика</a></li></ul></nav></header>
<main><article><h1>Наблюдатели оценили выборы в Озёрном крае</h1>
<div class="meta"><time datetime="2023-03-20T23:45">20 марта 2023, 23:45</time><span>1 245 просмотров</span></div>
<p class="lead">Международные наблюдатели назвали выборы <b>открытыми</b> и&nbsp;прозрачными,
   передаёт корреспондент «Вестника Приозерья» из&nbsp;столицы края.</p>
<p>За голосованием следили <a href="/x">793&nbsp;наблюдателя</a> из&nbsp;41&nbsp;страны, сообщил глава мис&shy;сии.</p>
<h2>Как шло голосование</h2>
<p>Участки работали с 7:00 до 20:00.<br>Явка составила 54,19%.</p>
<ul><li>открыто 10&nbsp;101 участок;</li><li>посещено 258 участков.</li></ul>
<table><tr><th>Кандидат</th><th>Голоса</th></tr><tr><td>А. Б. Озеров</td><td>1 234 567</td></tr></table>
<blockquote><p>Мы приветствуем высокий уровень подготовки.</p></blockquote>
</article>
<section class="related"><h3>Читайте также</h3>
<ul><li><a href="/1">В крае прошёл субботник для всех жителей</a></li></ul></section>
<section id="comments" class="comments"><h3>Комментарии</h3>
<div class="comment"><p>Не верю ни слову.</p></div></section></main>
<aside><h4>Погода</h4><p>Завтра ожидается снег.</p></aside>
<footer><p>© 2023 Вестник Приозерья. Все права защищены.</p></footer></body></html>"""


def opened(folder: Path, page: str, limits: Limits | None = None) -> OpenedFile:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return open_file(path, *([limits] if limits else []))


def test_a_page_gives_its_blocks_without_what_surrounds_them(tmp_path: Path) -> None:
    assert opened(tmp_path, NEWS).text.split("\n\n") == [
        "Наблюдатели оценили выборы в Озёрном крае",
        "Международные наблюдатели назвали выборы открытыми и прозрачными, передаёт корреспондент «Вестника Приозерья» "
        "из столицы края.",
        "За голосованием следили 793 наблюдателя из 41 страны, сообщил глава миссии.",
        "Как шло голосование",
        "Участки работали с 7:00 до 20:00.\nЯвка составила 54,19%.",
        "- открыто 10 101 участок;",
        "- посещено 258 участков.",
        "Кандидат\tГолоса",
        "А. Б. Озеров\t1 234 567",
        "Мы приветствуем высокий уровень подготовки.",
    ]


def test_a_page_says_what_it_is(tmp_path: Path) -> None:
    page = opened(tmp_path, NEWS)
    assert page.title == "Наблюдатели оценили выборы в Озёрном крае"
    assert (page.language, page.published_on) == ("ru", "2023-03-20")
    assert (page.publisher, page.author) == ("Вестник Приозерья", "Мадина Сеитова")


LINKED_DATA = """{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "The site", "datePublished": "1999-01-01"},
{"@type": ["NewsArticle"], "headline": "The vote was calm", "datePublished": "2021-07-05T08:00:00Z",
"author": [{"@type": "Person", "name": "Jane Rivers"}, {"name": "Tom Lake"}],
"publisher": {"name": "Observation Office"}}]}"""


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        (
            f'<script type="application/ld+json">{LINKED_DATA}</script>',
            "",
            ("The vote was calm", "2021-07-05", "Observation Office", "Jane Rivers, Tom Lake"),
        ),
        (
            '<script type="application/ld+json">{"@type": [[[</script><title>The vote</title>',
            "",
            ("The vote", None, None, None),
        ),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', "", (None, None, None, None)),
        (
            '<meta name="DC.title" content="The vote"><meta name="DC.creator" content="A. Hill">'
            '<meta name="dcterms.issued" content="2020-02-30"><meta name="DC.date" content="2020-02-03">',
            "",
            ("The vote", "2020-02-03", None, "A. Hill"),
        ),
        (
            '<meta property="og:title" content="The vote - Site"><meta property="og:site_name" content="Site">',
            "",
            ("The vote", None, "Site", None),
        ),
        ('<meta property="article:author" content="https://example.org/jane">', "", (None, None, None, None)),
        ("<title>Site: The vote</title>", "<h1>The vote</h1>", ("The vote", None, None, None)),
        ("", '<span class="post byline">Jane Rivers</span>', (None, None, None, "Jane Rivers")),
        ("", '<span class="author">Jane Rivers</span><i class="author">Tom Lake</i>', (None, None, None, None)),
        ("", '<article><time datetime="2020-02-03">x</time></article>', (None, "2020-02-03", None, None)),
        (
            "",
            '<article><time datetime="2020-02-03">x</time><time datetime="2020-02-04">y</time></article>',
            (None, None, None, None),
        ),
        ("", '<p>The vote of <time datetime="2020-02-03">3 February</time> was calm.</p>', (None, None, None, None)),
        ("", "<p>HILLTOWN, 5 July 2021 – The vote was calm.</p>", (None, "2021-07-05", None, None)),
    ],
)
def test_what_a_page_marks_is_read_and_nothing_is_guessed(
    tmp_path: Path, head: str, body: str, said: tuple[str | None, ...]
) -> None:
    text = "<p>The observers of the mission visited the polling stations, and they liked what they saw there.</p>"
    page = opened(tmp_path, f"<html><head>{head}</head><body>{body}{text * 2}</body></html>")
    assert (page.title, page.published_on, page.publisher, page.author) == said


def test_a_short_page_keeps_its_blocks_and_its_heading(tmp_path: Path) -> None:
    menu = "<ul><li><a href='/'>Home</a></li></ul>"
    page = f"<html><body>{menu}<h1>The vote</h1><p>It was calm.</p><p>It is over.</p></body></html>"
    assert opened(tmp_path, page).text == "The vote\n\nIt was calm.\n\nIt is over."


def test_old_pages_of_tables_and_text_in_lines_are_read(tmp_path: Path) -> None:
    page = (
        "<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=windows-1251'></HEAD><BODY>"
        "<TABLE><TR><TD>"
        "<FONT color=red>12 июня 2005 года</FONT><P>Комиссия зарегистрировала <SPAN>214 наблюдателей</SPAN>.<P>"
        "Регистрация продлится до <time>15 июня</time>.<TABLE><TR><TD>СНГ<TD>120</TABLE></TABLE>"
    )
    path = tmp_path / "page"
    path.write_bytes(page.encode("cp1251"))
    read = open_file(path)
    assert read.text.split("\n\n") == [
        "12 июня 2005 года",
        "Комиссия зарегистрировала 214 наблюдателей.",
        "Регистрация продлится до 15 июня.",
        "СНГ\t120",
    ]
    assert (read.encoding, read.published_on) == ("cp1251", "2005-06-12")
    lines = "<body><div><h1>The vote</h1><pre>One line of it,\nand one more.\n\n  Another block.</pre></div></body>"
    assert opened(tmp_path, lines).text == "The vote\n\nOne line of it,\nand one more.\n\nAnother block."


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>write()</script></html>", "<p><br></p>"])
def test_a_page_without_text_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(UnreadableFileError, match="an HTML page without text"):
        opened(tmp_path, page)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<div>" * 100_000 + "The vote", "more than 250 elements inside one another"),
        ("<div>" * 300 + "The vote" + "</div>" * 300, "more than 250 elements inside one another"),
        ("<p>The vote <b>", None),
        ("<p>" + "<b></b>" * 100_001, "more than 100,000 elements"),
        ("<p " + "a=1 " * 1_000_000 + ">The vote</p>", "hundreds of attributes"),
        ("<p " + " ".join(f"a{number}" for number in range(251)), "hundreds of attributes"),
        ('<p title="' + "x y " * 500_000 + '">The vote</p>', None),
        (
            "<!DOCTYPE html ["
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
            + "]><p>The vote &a19;",
            None,
        ),
    ],
    ids=range(8),
)
def test_bombs_are_refused_before_they_cost_anything(tmp_path: Path, page: str, found: str | None) -> None:
    if found is None:
        assert opened(tmp_path, page).text.endswith(("The vote", "]>The vote &a19;", "The vote &a19;"))
    else:
        with pytest.raises(UnreadableFileError, match=found):
            opened(tmp_path, page)


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<a b='",
        '<a b="',
        "<script>",
        "<script></script>",
        "</",
        "<",
        "<a",
        "<!",
        "<a ",
        "<a =",
        "<a /",
        "<a\n'\"",
        "<title><",
    ],
)
def test_the_cost_of_counting_is_linear(unit: str) -> None:
    limits = Limits(elements=10**9)
    spent = []
    for count in (5_000, 50_000):
        before = time.process_time()
        try:
            require_tame(unit * count, limits)
        except UnreadableFileError:
            return
        spent.append(time.process_time() - before)
    assert spent[1] < 40 * max(spent[0], 0.001)


def test_what_looks_like_markup_in_scripts_and_comments_is_not_counted() -> None:
    page = "<!-- <b><b><b> --><script>'<b><b><b>' </SCRIPT ><textarea><b></textarea><p title='<b><b>' class=\"<b>\">"
    require_tame(page, Limits(elements=3))
    with pytest.raises(UnreadableFileError):
        require_tame(page, Limits(elements=2))
