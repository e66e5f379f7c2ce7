"""Which language a text is written in, by its script and its commonest words. Short texts stay unknown."""

from __future__ import annotations

import re
from collections import Counter

READ = ("en",)
"""Languages whose statements, quantities and claims are read."""

NAMES = {
    **{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese"},
    **{"nl": "Dutch", "pl": "Polish", "tr": "Turkish", "vi": "Vietnamese", "id": "Indonesian", "sv": "Swedish"},
    **{"ru": "Russian", "uk": "Ukrainian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ar": "Arabic"},
    **{"fa": "Persian", "he": "Hebrew", "el": "Greek", "th": "Thai", "hi": "Hindi"},
}
COMMON = {
    "en": "the of and to in that is for on with was as by it be at from are this his which have has not said but will",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er",
    "fr": "de la le et les des en un une du que est pour qui dans par sur au plus pas ne se ce avec il sont été",
    "es": "de la que el en y los del se las por un para con no una su al lo como más pero sus le ha este fue",
    "it": "di che e la il un a per in una è del non sono della con si da le dei nel gli alla più anche ha",
    "pt": "de que e o a do da em um para com não uma os no se na por mais as dos como mas ao foi das à",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij nog door naar",
    "pl": "w i na z się nie do to że jest o po jak za od przez dla są ale przy co ma oraz tym być już",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ne kadar sonra var değil ise ancak olduğu dedi",
    "vi": "và của là có được trong cho các không một với những người đã này để từ khi về cũng như tại nhiều",
    "id": "yang dan di dengan untuk dari ini dalam tidak akan pada itu juga adalah ke oleh karena telah bahwa para",
    "sv": "och i att det som en på är av för med den till inte har de om ett han var men sig från vi",
}
SETS = {code: frozenset(words.split()) for code, words in COMMON.items()}
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
SAMPLE = 20_000
"""Characters of a text that are looked at."""
FEWEST_WORDS = 8


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of a text, or an empty text where there is too little to tell.

    Args:
        text: plain text; the first 20,000 characters are looked at.

    Returns:
        The script decides where it can; else the language whose commonest words make up the largest share of the
        words, where that is a tenth at least and half again as large as the next.

    Raises:
        Nothing of its own.

    Assumes:
        one language a text. Languages that are not listed may be taken for a sister; none of those is read anyway.

    Example:
        >>> detect_language("The ministry said on Monday that it was ready for the talks with the other side.")
        'en'
    """
    sample = text[:SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    for name, pattern in SCRIPTS:
        found = len(pattern.findall(sample))
        if found > 0.3 * letters or (name == "ja" and found > 0.1 * letters):
            return _by_script(name, sample)
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < FEWEST_WORDS:
        return ""
    counts = Counter(words)
    shares = sorted(
        ((sum(counts[w] for w in common) / len(words), code) for code, common in SETS.items()), reverse=True
    )
    (best, code), (second, _) = shares[:2]
    return code if best >= 0.1 and best >= 1.5 * second else ""


def _by_script(name: str, sample: str) -> str:
    if name == "cyrillic":
        return "uk" if re.search(r"[іїєґ]", sample) else "ru"
    if name == "arabic":
        return "fa" if re.search(r"[پچژگ]", sample) else "ar"
    return name
