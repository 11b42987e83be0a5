"""The languages that a passage of a story may be in, as the editor of running text marks them."""

LANGUAGE = "LANGUAGE-"
# Those that the desk underlines while they are written; any other is kept as well.
LANGUAGES = (
    "am", "ar", "bn", "de", "el", "en", "es", "fa", "fr", "hi", "hmn", "ht", "it", "ja", "ko", "la", "my", "ne", "nl",
    "nv", "pa", "pl", "pt", "ru", "so", "sw", "ti", "tl", "uk", "ur", "vi", "yi", "zh",
)  # fmt: skip
