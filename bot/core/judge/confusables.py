"""Things that are easily taken for one another, and the rivals that the other answers of the bank are."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.core.text import fold

_ALIKE = (
    "slovakia, slovenia, slavonia",
    "iran, iraq",
    "austria, australia",
    "niger, nigeria, algeria",
    "north korea, south korea, korea",
    "gambia, zambia",
    "mali, malawi, malaysia, maldives, malta",
    "mauritius, mauritania",
    "guinea, guyana, ghana, guiana",
    "dominica, dominican republic",
    "sweden, switzerland",
    "latvia, lithuania, estonia",
    "iceland, ireland, greenland",
    "georgia, south georgia",
    "sudan, south sudan",
    "ireland, northern ireland",
    "macedonia, north macedonia",
    "paraguay, uruguay",
    "tajikistan, turkmenistan, kazakhstan, kyrgyzstan, uzbekistan",
    "moldova, moldavia, macedonia",
    "armenia, romania, albania",
    "bucharest, budapest",
    "congo, democratic republic of the congo, drc, republic of the congo",
    "china, republic of china, taiwan",
    "nacc, nac, eapc, nato",
    "map, pap, parp, ipap, pfp",
    "isaf, ifor, sfor, kfor, unprofor",
    "osce, csce, oecd, opec",
    "north atlantic council, north atlantic cooperation council, euro atlantic partnership council",
    "north atlantic treaty, north atlantic treaty organization",
    "council of europe, european council, council of the european union, european commission, european union",
    "european parliament, council of europe",
    "cooperative security, collective security, common security, collective defence, comprehensive security",
    "self differentiation, self determination, self identification",
    "membership action plan, partnership action plan, planning and review process",
    "mediterranean dialogue, istanbul cooperation initiative",
    "league of nations, united nations",
    "meiosis, mitosis",
    "mitochondria, chloroplast",
    "artery, vein",
    "ureter, urethra",
    "ilium, ileum",
    "astronomy, astrology",
    "stalactite, stalagmite",
    "libel, slander",
    "murder, manslaughter",
    "plaintiff, defendant",
    "affirmed, reversed",
    "adenine, adenosine",
    "thymine, thiamine",
    "glucose, glycogen, glucagon",
    "estrogen, androgen",
    "mean, median, mode",
    "numerator, denominator",
    "sine, cosine, secant",
    "permutation, combination",
    "prescription, proscription",
    "emigration, immigration",
    "deduction, induction",
    "monarchy, oligarchy",
    "hypothermia, hyperthermia",
    "hypertension, hypotension",
    "hyperglycemia, hypoglycemia",
    "evolution, revolution, devolution",
    "confederation, federation",
    "integration, immigration",
    "proliferation, non proliferation",
    "accession, secession",
    "ratification, rectification",
    "signature, ratification",
)


def _pair_up(groups: Iterable[str]) -> Mapping[str, frozenset[str]]:
    rivals: dict[str, set[str]] = {}
    for group in groups:
        names = [fold(name) for name in group.split(",")]
        for name in names:
            rivals.setdefault(name, set()).update(other for other in names if other != name)
    return MappingProxyType({name: frozenset(others) for name, others in rivals.items()})


RIVALS = _pair_up(_ALIKE)
"""Folded name -> the folded names that are near it and mean something else."""

CAPITALS = MappingProxyType(
    dict(
        pair.split(":")
        for pair in (
            "kabul:afghanistan tirana:albania algiers:algeria vienna:austria yerevan:armenia canberra:australia "
            "sydney:australia melbourne:australia baku:azerbaijan brussels:belgium antwerp:belgium minsk:belarus sarajevo:bosnia "
            "sofia:bulgaria ottawa:canada toronto:canada montreal:canada beijing:china shanghai:china zagreb:croatia "
            "havana:cuba nicosia:cyprus prague:czechia copenhagen:denmark cairo:egypt tallinn:estonia helsinki:finland "
            "paris:france lyon:france marseille:france strasbourg:france tbilisi:georgia berlin:germany munich:germany hamburg:germany bonn:germany "
            "athens:greece budapest:hungary reykjavik:iceland delhi:india mumbai:india tehran:iran baghdad:iraq dublin:ireland "
            "jerusalem:israel rome:italy milan:italy naples:italy venice:italy florence:italy turin:italy tokyo:japan hiroshima:japan kyoto:japan amman:jordan astana:kazakhstan "
            "nairobi:kenya pristina:kosovo bishkek:kyrgyzstan riga:latvia beirut:lebanon tripoli:libya vilnius:lithuania "
            "skopje:macedonia chisinau:moldova ulaanbaatar:mongolia podgorica:montenegro rabat:morocco casablanca:morocco "
            "amsterdam:netherlands hague:netherlands rotterdam:netherlands abuja:nigeria oslo:norway islamabad:pakistan lima:peru "
            "warsaw:poland krakow:poland gdansk:poland lisbon:portugal porto:portugal doha:qatar bucharest:romania moscow:russia petersburg:russia "
            "riyadh:arabia dakar:senegal belgrade:serbia bratislava:slovakia ljubljana:slovenia seoul:korea madrid:spain "
            "barcelona:spain seville:spain stockholm:sweden geneva:switzerland bern:switzerland zurich:switzerland damascus:syria dushanbe:tajikistan "
            "bangkok:thailand tunis:tunisia ankara:turkey istanbul:turkey ashgabat:turkmenistan kyiv:ukraine odessa:ukraine lviv:ukraine "
            "london:uk edinburgh:uk cardiff:uk belfast:uk manchester:uk washington:usa chicago:usa york:usa boston:usa dayton:usa tashkent:uzbekistan hanoi:vietnam"
        ).split()
    )
)
"""City -> the country that may be said beside it: Brussels, Belgium is Brussels."""
