"""British and American spelling: the pairs that our subjects need, and which of both a text uses."""

import re

# From the lists of differences in the Oxford and Merriam-Webster dictionaries. Left out are words that one of the
# two spells both ways (licence and license, practice and practise, metre and meter).
_WORDS = """
    programme program, defence defense, offence offense, pretence pretense, centre center, theatre theater,
    fibre fiber, catalogue catalog, dialogue dialog, grey gray, sceptic skeptic, sceptical skeptical,
    manoeuvre maneuver, aluminium aluminum,
    fulfil fulfill, enrol enroll, skilful skillful, instalment installment, travelled traveled,
    travelling traveling, labelled labeled, labelling labeling, cancelled canceled, modelled modeled,
    signalled signaled, counselled counseled, artefact artifact, encyclopaedia encyclopedia
"""
_NEVER_PLURAL = "towards toward, afterwards afterward"
_OUR = "arm behavi col end endeav fav flav harb hon hum lab neighb parl rig rum sav splend val vap vig"
_ISE = """
    apolog author capital categor central character civil colon critic decentral democrat digital emphas final formal
    general global harmon hospital hypothes ideal industrial institutional legal liberal local marginal maxim memor
    militar minim mobil modern national neutral normal optim organ penal polar politic popular priorit privat public
    real recogn reorgan revolution secular special stabil standard subsid summar symbol sympath synthes util visual
"""

_OUR_ENDS = "(?:s|ed|er|ers|ing|able|ably|al|ally|ful|hood|hoods|ite|ites|less|ly)?"
_ISE_ENDS = "(?:e|es|ed|er|ers|ing|ation|ations|ational)"


def _either(stems: str, middle: str, ends: str) -> str:
    return f"(?:{'|'.join(stems.split())}){middle}{ends}"


def _words(side: int) -> str:
    nouns, others = (
        "|".join(pair.split()[side] for pair in pairs.split(",")) for pairs in (_WORDS, _NEVER_PLURAL)
    )
    return f"(?:{nouns})s?|{others}"


# A word with a capital may be part of a name, which is spelt as it is spelt; so is what stands in quotes.
_BRITISH = re.compile(
    rf"\b(?:{_words(0)}|{_either(_OUR, 'our', _OUR_ENDS)}|{_either(_ISE, 'is', _ISE_ENDS)}"
    r"|(?:ana|cata|para)lys(?:e|ed|ing))\b"
)
_AMERICAN = re.compile(
    rf"\b(?:{_words(1)}|{_either(_OUR, 'or', _OUR_ENDS)}|{_either(_ISE, 'iz', _ISE_ENDS)}"
    r"|(?:ana|cata|para)lyz(?:e|es|ed|ing))\b"
)
_QUOTED = re.compile(r""""[^"]*"|“[^”]*”""")


def mixed(text: str) -> tuple[str, str] | None:
    """Return a British and an American word of the text if it holds both, names and quotations left aside."""
    text = _QUOTED.sub(" ", text)
    british, american = _BRITISH.search(text), _AMERICAN.search(text)
    return (british[0], american[0]) if british and american else None
