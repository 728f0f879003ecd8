"""The words that are said most."""

from functools import cache

COMMON = 3000
"""So many words are common: four fifths of what is said and written in English.

Working out how they sound takes espeak-ng a second.
"""


@cache
def common_words(language: str) -> tuple[str, ...]:
    """The words of a language that are used most, most frequent first.

    By R. Speer's wordfreq (2022), which counted subtitles, books, news, the web and more up to
    2021. Empty for a language that it does not have.
    """
    import wordfreq  # noqa: PLC0415  it takes a tenth of a second, which only this needs

    if language not in wordfreq.available_languages("small"):
        return ()
    listed = wordfreq.top_n_list(language, COMMON, wordlist="small")
    return tuple(word for word in listed if word.isalpha() and len(word) > 1)
