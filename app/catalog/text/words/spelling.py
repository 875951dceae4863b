"""Spells words of every region as in the United States, in text and question alike."""

import re

Rule = tuple[re.Pattern[str], str]
"""What a word is searched for, and what is put in the place of it."""
SAME_ENDING = (
    "adv advert appr ar cer chast chem circumc clockw comprom compr conc contrariw dem desp dev disfranch "
    "enfranch enterpr exc exerc exorc exp expert franch imprec improv inc likew merchand mort otherw "
    "parad pen pract prec prem prom repr rev sunr superv surm surpr telev treat trell upr val"
)
"""Before -ise where every region writes it so."""
LOGUES = "ana cata dia epi homo mono pro travel"
DOUBLED = (
    "bevel cancel carol channel chisel counsel dial dishevel duel enamel equal fuel funnel grovel imperil "
    "initial jewel kennel label level libel marvel medal metal model panel parcel pedal pencil petal "
    "quarrel ravel refuel relabel remodel revel rival shovel signal snivel spiral stencil swivel total "
    "travel trowel tunnel unravel yodel"
)
OUR = (
    "arb ard arm behavi cand clam col demean discol dishon disfav endeav enam fav ferv flav harb hon hum "
    "lab misbehavi neighb od parl ranc rig rum savi sav splend succ tum val vap vig"
)
RE = "calib cent fib lit lust meag met mit och sab saltpet sepulch somb spect theat"
GREEK = {
    "aetiolog": "etiolog", "amoeb": "ameb", "anaem": "anem", "anaesth": "anesth", "archaeo": "archeo",
    "caesar": "cesar", "coeliac": "celiac", "diarrhoea": "diarrhea", "encyclopaed": "encycloped",
    "faec": "fec", "foet": "fet", "glycaem": "glycem", "gynaec": "gynec", "haem": "hem",
    "homoeo": "homeo", "leukaem": "leukem", "manoeuv": "maneuv", "mediaev": "mediev", "oesoph": "esoph",
    "oestr": "estr", "paed": "ped", "palaeo": "paleo", "pnoea": "pnea",
}  # fmt: skip
ENDING = "(?:e|ed|ers?|es|ing|ations?)"
PLACED = {
    "acknowledgement": "acknowledgment", "adviser": "advisor", "ageing": "aging", "aluminium": "aluminum",
    "amongst": "among", "artefact": "artifact", "burnt": "burned", "centring": "centering",
    "connexion": "connection", "cosy": "cozy", "defence": "defense", "distil": "distill", "draught": "draft",
    "dreamt": "dreamed", "enrol": "enroll", "enrolment": "enrollment", "fulfil": "fulfill",
    "fulfilment": "fulfillment", "gaol": "jail", "grey": "gray", "instalment": "installment",
    "instil": "instill", "jewellery": "jewelry", "judgement": "judgment", "judgemental": "judgmental",
    "learnt": "learned", "licence": "license", "maneuvre": "maneuver", "maneuvred": "maneuvered",
    "maths": "math", "misjudgement": "misjudgment", "mould": "mold", "mum": "mom", "mummy": "mommy",
    "offence": "offense", "orientate": "orient", "orientated": "oriented", "orientating": "orienting",
    "plough": "plow", "practise": "practice", "practised": "practiced", "practising": "practicing",
    "pretence": "pretense", "preventative": "preventive", "programme": "program", "pyjamas": "pajamas",
    "sceptic": "skeptic", "sceptical": "skeptical", "scepticism": "skepticism", "skilful": "skillful",
    "skilfully": "skillfully", "speciality": "specialty", "specialities": "specialties", "spelt": "spelled",
    "spoilt": "spoiled", "whilst": "while", "wilful": "willful", "wilfully": "willfully",
}  # fmt: skip
"""Words that no rule covers; an s may follow."""


def _any(words: str) -> str:
    return "|".join(words.split())


RULES: tuple[Rule, ...] = (
    (re.compile(rf"^({_any(OUR)})our"), r"\1or"),
    (re.compile(rf"({_any(RE)})re(s?)$"), r"\1er\2"),
    (re.compile(rf"({_any(RE)})red$"), r"\1ered"),
    (re.compile(rf"^(?!(?:{_any(SAME_ENDING)})is)(\w\w+[^\Waeiou])is(?={ENDING}$)"), r"\1iz"),
    (re.compile(r"((?:an|par|cat|di|hydr|electr|breath)[ao]l)ys(?=(?:e|ed|er|ers|ing)$)"), r"\1yz"),
    (re.compile(rf"^({_any(DOUBLED)})l(?=(?:ed|ing|ings|er|ers|or|ors|ous|ously)$)"), r"\1"),
    (re.compile(rf"^({_any(LOGUES)})logue(s?)$"), r"\1log\2"),
    (re.compile(r"^enquir"), "inquir"),
)
GREEK_PARTS = re.compile("|".join(GREEK))


def spell_alike(word: str) -> str:
    """One spelling for a folded word that regions spell differently; others stay as they are."""
    word = GREEK_PARTS.sub(lambda part: GREEK[part.group()], word) if "ae" in word or "oe" in word else word
    if word in PLACED:
        return PLACED[word]
    if word.endswith("s") and word[:-1] in PLACED:
        return f"{PLACED[word[:-1]]}s"
    for pattern, spelled in RULES:
        word = pattern.sub(spelled, word)
    return word
