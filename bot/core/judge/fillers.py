"""What people say around an answer: "I think it's …, right?"."""

from collections.abc import Iterable

from bot.core.judge.tables import phrase_list, word_set

_LEAD = word_set(
    "i im id ill ive we wed they it its itd that thats thatd this those these he hes she shes there "
    "theres is "
    "was were are be been would could might must may should will shall has have had to got gotta "
    "gonna wanna going gone go goin think thinking thought believe believing guess guessing guessed "
    "suppose reckon "
    "assume say saying said mean meant feel know knew bet betting pick picking choose choosing take "
    "taking try "
    "trying give my our the a an answer answers ans final correct probably maybe perhaps possibly "
    "presumably likely "
    "definitely surely certainly absolutely obviously clearly of course for sure pretty quite fairly very "
    "really "
    "actually basically simply just well um umm uh uhh uhm er erm hm hmm hmmm mm mmm ah aha oh ooh oooh "
    "ok okay k "
    "so then like hey hi hello yo bot please pls plz lol lmao haha hahaha xd yes yeah yep yup ya aye yea "
    "tbh imo imho "
    "iirc afaik btw though wait idk dunno if remember correctly mistaken called named known as namely "
    "what whats who "
    "whos where wheres when which whose how about with name term word year date abbreviation acronym "
    "thing let me "
    "lets see sir guys folks dude bro mate anyway again also too certain sounds looks seems something "
    "easy happen "
    "exactly precisely am do you us was our response reply attempt"
)
_TAIL = word_set(
    "im id we guessing did does do had is it its was were that thats this "
    "right correct answer final my maybe probably perhaps possibly presumably likely definitely surely "
    "certainly "
    "absolutely obviously clearly of course for sure please pls plz thanks thank you thx lol lmao haha "
    "hahaha xd tbh "
    "imo imho iirc afaik btw though then or so innit eh huh dude bro mate guys folks sir bot pretty quite "
    "fairly am "
    "certain easy peasy yes yeah yep yup again too here there here done obvs would be guys "
    "would id ok okay um uh hmm called if remember correctly mistaken say the a an in total altogether"
)
_PHRASES = phrase_list(
    "not sure but, im not sure but, i am not sure but, im not sure, i am not sure, not sure, i dont know "
    "but, "
    "dont know but, no idea but, no doubt, without a doubt, without doubt, there is no doubt, most "
    "likely, most probably, "
    "if im not mistaken, if i am not mistaken, cant be anything but, or something, or something like that, "
    "or thereabouts, or whatever, something like, as far as i know, as far as i remember, from memory, "
    "off the top of my head, in my opinion, no wait, isnt it, isnt that, wasnt it, arent they, right up, "
    "good question, "
    "i think, we think, i believe, i guess, i suppose, i reckon, i say, i know, i knew, i mean, i would "
    "say, i assume, "
    "id guess, one of them is, first thing that comes to mind, best guess, wild guess, lucky guess, only "
    "guess"
)
_STARTS = frozenset(phrase[0] for phrase in _PHRASES)
_ENDS = frozenset(phrase[-1] for phrase in _PHRASES)
_BY_LENGTH = tuple(sorted(_PHRASES, key=len, reverse=True))

TALK = _LEAD | _TAIL
"""Every single word that can be filler."""

_CHATTER = TALK | word_set(
    "everyone everybody all brb afk gtg bbl nice cool good great luck morning evening night bye cya whatever wow omg "
    "rip gg lmfao rofl sorry same welcome back no not nope idea clue dont at on and"
)

PHRASE_WORDS = frozenset(word for phrase in _PHRASES for word in phrase)
"""Every word that can be filler beside others."""


PAUSES = frozenset(
    f"{before}{number} {unit}"
    for before in ("", "just ", "wait ", "hold on ", "hang on ", "give me ")
    for number in ("a", "one", "1", "two", "2")
    for unit in ("sec", "secs", "moment", "moments", "mo")
)
"""What people say who want others to wait for them."""


def is_chatter(words: Iterable[str]) -> bool:
    """Whether nothing was said that could be an answer, right or wrong: hi everyone, no idea, let me think."""
    return _CHATTER.issuperset(words)


def find_fillers(words: tuple[str, ...]) -> frozenset[int]:
    """Return the places of the words at both ends that are talk; none if all of them are."""
    start, end = 0, len(words)
    while start < end and (size := _lead(words, start, end)):
        start += size
    while end > start and (size := _tail(words, start, end)):
        end -= size
    if start >= end or (start == 0 and end == len(words)):
        return frozenset()
    return frozenset(range(start)) | frozenset(range(end, len(words)))


def _lead(words: tuple[str, ...], start: int, end: int) -> int:
    if words[start] in _STARTS:
        for phrase in _BY_LENGTH:
            if words[start : min(end, start + len(phrase))] == phrase:
                return len(phrase)
    return int(words[start] in _LEAD)


def _tail(words: tuple[str, ...], start: int, end: int) -> int:
    if words[end - 1] in _ENDS:
        for phrase in _BY_LENGTH:
            if words[max(start, end - len(phrase)) : end] == phrase:
                return len(phrase)
    return int(words[end - 1] in _TAIL)
