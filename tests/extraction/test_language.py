import pytest

from extraction.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The observers visited the stations.", "en"),
        (
            "Observers in Zürich and Łódź did not complain about the vote, nor did those of the towns that they saw.",
            "en",
        ),
        ("Наблюдатели посетили участки.", "ru"),
        ("ВЫБОРЫ", "ru"),
        ("Представители OSCE/ODIHR посетили участки, сказал наблюдатель.", "ru"),
        ("Байқаушылар жексенбі күні елуден астам сайлау учаскесін аралап, заң бұзушылықтарды көрген жоқ.", None),
        ("Спостерігачі відвідали в неділю понад п'ятдесят виборчих дільниць і не побачили порушень.", None),
        ("Наблюдателите посетиха в неделя повече от петдесет избирателни секции и не видяха нарушения. " * 15, None),
        (
            "Die Wahlbeobachter haben am Sonntag über fünfzig Wahllokale besucht und keine größeren Verstöße gesehen.",
            None,
        ),
        ("De waarnemers hebben zondag meer dan vijftig stembureaus bezocht en niets ongewoons gezien. " * 3, None),
        ("Para pengamat mengunjungi lebih dari lima puluh tempat pemungutan suara pada hari Minggu. " * 3, None),
        ("Οι παρατηρητές επισκέφθηκαν τα εκλογικά τμήματα.", None),
        ("12 345; 67%", None),
        ("", None),
    ],
)
def test_a_language_is_told_or_none(text: str, language: str | None) -> None:
    assert language_of(text) == language
