"""Stems English words by Snowball's rules, but keeps some apart that these would join."""

from functools import lru_cache
from threading import local

from snowballstemmer.english_stemmer import EnglishStemmer

from app.catalog.text.words.spelling import spell_alike

APART = """
admiral | animal animals | apartment apartments | authority authorities | candidate candidates |
civilian civilians | confidential | conservative conservatives | considerable considerably |
conventional | corporal | customer customers | department departments departmental | experiment
experiments experimental | hospitality | humane humanely | important importance importantly | informal
informally | informant informants | integral | ironic ironically | literal literally | majority
majorities | miner miners | minority minorities | morale | objective objectives | orientation
orientations | polite politely politeness | positive positives positively | providence | radiation |
rational rationally | relative relatives | sentimental | several | severance | severe severely severity
"""
"""Words with the forms that share a stem of their own, which is the first of each group."""
STEMS = {word: group.split()[0] for group in APART.split("|") for word in group.split()}
_of_thread = local()  # a stemmer holds the word that it works on


@lru_cache(maxsize=100_000)
def stem_english(word: str) -> str:
    """The stem of a folded word, whatever region spelled it."""
    spelled = spell_alike(word)
    if spelled in STEMS:
        return STEMS[spelled]
    stemmer = getattr(_of_thread, "stemmer", None)
    if stemmer is None:
        stemmer = _of_thread.stemmer = EnglishStemmer()
    stem: str = stemmer.stemWord(spelled)
    return stem
