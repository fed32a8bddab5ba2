"""Word tables that the rules share: what may be left out, what never may, and what means the same."""


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, so that a long table reads as prose."""
    return tuple(text.split())


def phrase_list(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text, parted by commas, each as its words."""
    return tuple(word_list(phrase) for phrase in text.split(", "))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


STOP = word_set(
    "they them we you he she the a an of and for in on at by with is are was were be been as it its their "
    "his her our that this these "
    "those which who whom whose what when where how there de la le el der die das des du da di do dos les "
    "los "
    "las ein eine une und et"
)
"""Articles and small words that carry no meaning of their own."""

FUNCTION_WORDS = word_set(
    "am be been being do does doing done did has have having had got getting goes going will would shall should may "
    "might must can could itself himself herself themselves each some much more too also than then beyond within "
    "without inside outside between among through during against until while whether"
)
"""Words of grammar, for which what is no word itself is hardly a slip."""

SMALL = STOP | word_set("to from s because cause cos program teh hte fo ofr fro adn nad th ot tot thee ov")
"""Words that may stand beside an answer: small ones, and how they look in a hurry."""

TITLES = word_set(
    "pm potus astronaut painter poet author composer philosopher physicist scientist singer actor actress "
    "gen col capt maj sgt lt adm pres amb sen gov "
    "mr mrs ms madame madam assistant undersecretary miss mister dr doctor prof professor sir dame lord "
    "lady president chancellor premier general "
    "admiral colonel captain sergeant lieutenant major marshal commander ambassador minister senator "
    "governor "
    "secretary king queen emperor empress tsar czar pope prince princess duke duchess count countess baron "
    "baroness saint st fr father sister brother rev reverend judge justice hon mayor sultan sheikh"
)
"""Titles of persons: they may come or go, but not change."""

GENERIC = word_set("programme program republic country city town called named river mount")
"""Words that only say what sort of thing is meant."""

DIRECTIONS = word_set(
    "north south east west northern southern eastern western northeast northwest southeast southwest central "
    "upper lower inner outer left right up down"
)
QUALIFIERS = word_set(
    "new old former ex first last non anti pro pre post counter semi quasi pseudo vice deputy under over sub "
    "super inter intra trans greater lesser great little big small major minor more less most least max min "
    "maximum minimum only half double all every each no not never without except before after early late mid "
    "high low junior senior jr sr elder younger male female positive negative true false"
)
"""Words that change what is meant: never free, neither to add nor to leave out."""

ORDERED = word_set(
    "from to against into onto towards toward over under before after than versus vs beats beat defeated "
    "defeats defeat attacked attacks attack invaded invades invade precedes preceded follows followed causes "
    "caused leads led minus divided exceeds"
)
"""Words that make the order of the others matter."""

NEGATIONS = word_set(
    "not never no non none neither nor nobody nothing nowhere without except excluding isnt wasnt arent "
    "werent "
    "dont doesnt didnt cant cannot wont wouldnt couldnt shouldnt hasnt havent hadnt aint unlike"
)
NEGATING_PHRASES = ("anything but", "other than", "rather than", "instead of", "opposite of", "apart from",
                    "everything but", "all but", "far from")  # fmt: skip

ALTERNATIVES = word_set("or either alternatively")
EVERYTHING = frozenset(
    ("all", "all of them", "all of these", "all of those", "all of the above", "everything", "both",
     "both of them", "any", "any of them", "anything", "every one", "everyone", "all the above", "each",
     "each of them", "them all", "all answers", "whatever", "either", "either one", "either of them")
)  # fmt: skip

NUMBER_FREE = word_set(
    "about around approximately approx roughly circa ca c some nearly exactly precisely just only total "
    "altogether times time people persons person ones pieces items things different ago later last past apart"
)
"""Words that may stand beside a number without changing it."""

COUNTRIES = word_set(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas "
    "bahrain "
    "bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia herzegovina botswana brazil "
    "brunei "
    "bulgaria burundi cambodia cameroon canada chad chile china colombia comoros congo croatia cuba "
    "cyprus czechia "
    "czech czechoslovakia denmark djibouti dominica dominican ecuador egypt eritrea estonia eswatini "
    "ethiopia fiji "
    "finland france gabon gambia georgia germany ghana greece grenada guatemala guinea guyana haiti "
    "honduras hungary "
    "iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya "
    "kiribati korea kosovo "
    "kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg "
    "macedonia "
    "madagascar malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco "
    "mongolia "
    "montenegro morocco mozambique myanmar burma namibia nauru nepal netherlands holland zealand "
    "nicaragua niger nigeria "
    "norway oman pakistan palau palestine panama papua paraguay peru philippines poland portugal qatar "
    "romania russia "
    "rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname "
    "sweden switzerland "
    "syria taiwan tajikistan tanzania thailand togo tonga tunisia turkey turkiye turkmenistan tuvalu "
    "uganda ukraine "
    "uruguay uzbekistan vanuatu venezuela vietnam yemen yugoslavia zambia zimbabwe england scotland wales "
    "britain "
    "ussr usa uk uae prussia persia catalonia crimea abkhazia ossetia transnistria chechnya dagestan "
    "american british french german russian chinese japanese italian spanish turkish polish ukrainian "
    "georgian "
    "austrian australian swedish swiss norwegian danish finnish dutch belgian greek hungarian irish "
    "scottish welsh "
    "english european asian african arab israeli iranian iraqi indian afghan"
)
"""Names of countries and of what comes from them: a country more or another country is another answer."""

NICKNAMES = {
    nick: name
    for name, nicks in {
        "philip": "phil", "william": "bill will billy willy", "robert": "bob rob bobby robbie",
        "richard": "dick rick rich", "james": "jim jimmy", "john": "johnny jack", "thomas": "tom tommy",
        "michael": "mike mick", "joseph": "joe", "edward": "ed eddie ted", "charles": "charlie chuck",
        "anthony": "tony", "andrew": "andy", "daniel": "dan danny", "david": "dave", "stephen": "steve",
        "christopher": "chris", "matthew": "matt", "nicholas": "nick", "benjamin": "ben", "samuel": "sam",
        "alexander": "alex", "elizabeth": "liz beth betty", "margaret": "maggie", "katherine": "kate kathy",
        "jennifer": "jen jenny", "susan": "sue", "patricia": "pat", "theodore": "teddy", "frederick": "fred",
        "gregory": "greg", "kenneth": "ken", "ronald": "ron", "donald": "don", "timothy": "tim",
        "jeffrey": "jeff", "lawrence": "larry", "vincent": "vince", "abraham": "abe", "zbigniew": "zbig",
    }.items()
    for nick in nicks.split()
}  # fmt: skip

ABBREVIATIONS = {
    "govt": "government", "gov": "government", "intl": "international", "natl": "national", "dept": "department",
    "univ": "university", "uni": "university", "org": "organization", "orgs": "organization", "corp": "corporation",
    "assn": "association", "assoc": "association", "inst": "institute", "sec": "secretary", "secy": "secretary",
    "pres": "president", "gen": "general", "prof": "professor", "dr": "doctor", "mt": "mount", "saint": "st",
    "art": "article", "ch": "chapter", "chap": "chapter", "fig": "figure", "vol": "volume", "res": "resolution",
    "cttee": "committee", "cmte": "committee", "sgt": "sergeant", "capt": "captain",
    "lt": "lieutenant", "col": "colonel", "amb": "ambassador", "sen": "senator", "rep": "representative",
    "bros": "brothers", "ltd": "limited", "inc": "incorporated", "vs": "versus", "jr": "junior", "sr": "senior",
    "ft": "fort", "mtg": "meeting", "mgmt": "management", "info": "information",
    "ops": "operation", "op": "operation", "coop": "cooperation", "mil": "military",
    "programme": "program", "prog": "program", "pct": "percent", "nr": "number", "num": "number",
    "max": "maximum", "min": "minimum",
    "jan": "january", "feb": "february", "apr": "april", "aug": "august", "sept": "september", "oct": "october",
    "nov": "november", "dec": "december", "kiev": "kyiv",
    "peking": "beijing", "bombay": "mumbai", "burma": "myanmar", "turkiye": "turkey",
    "holland": "netherlands", "odesa": "odessa", "lvov": "lviv", "kharkov": "kharkiv",
    "tv": "television", "photo": "photograph", "phone": "telephone", "plane": "aeroplane", "airplane": "aeroplane",
}  # fmt: skip
"""Short and other forms of single words, and what they are read as."""

CONTINENTS = frozenset({"africa", "america", "asia", "europe", "australia", "antarctica"})
REVERSING = NEGATIONS | word_set("anti counter pseudo quasi ex former vice deputy")
"""Words that turn what follows into something else, so that the rest of it is no part of the answer."""

BASE_FORMS = {
    form: forms[0]
    for forms in phrase_list(
        "meet met, leave left, win won, begin began begun, write wrote written, give gave given, come came, "
        "take took taken, hold held, lead led, become became, break broke broken, speak spoke, fall fell "
        "fallen, "
        "fight fought, make made, build built, send sent, lose lost, sell sold, tell told, find found, "
        "run ran, "
        "go went gone, say said, see saw seen, rise rose, grow grew, know knew, draw drew drawn, choose "
        "chose chosen, "
        "buy bought, bring brought, teach taught, keep kept, pay paid, stand stood, strike struck, sit sat"
    )
    for form in forms
}
"""Forms of irregular verbs, and the verb."""
