"""Units: what they measure, how large they are, and the ways to write them."""

import re
from fractions import Fraction

# word -> (what is measured, how many of the base unit one of it is)
UNITS: dict[str, tuple[str, Fraction]] = {
    word: (dimension, Fraction(factor))
    for dimension, units in {
        "length": {"mm millimeter": "1/1000", "cm centimeter": "1/100", "dm decimeter": "1/10", "m meter": "1",
                   "km kilometer": "1000"},
        "mile": {"mi mile": "1"}, "foot": {"ft foot feet": "1", "inch inche": "1/12", "yd yard": "3"},
        "area": {"sqm m2 m^2": "1", "sqkm km2 km^2": "1000000", "ha hectare": "10000"},
        "volume": {"ml milliliter": "1/1000", "cl centiliter": "1/100", "l liter": "1"},
        "mass": {"mg milligram": "1/1000", "g gram": "1", "kg kilogram kilo": "1000", "t ton tonne": "1000000"},
        "pound": {"lb pound-weight": "1", "oz ounce": "1/16"},
        "time": {"s sec second": "1", "min minute": "60", "h hr hour": "3600", "day": "86400", "week": "604800",
                 "fortnight": "1209600"},
        "months": {"month": "1", "year yr annum": "12", "decade": "120", "century centurie": "1200",
                   "millennium millennia": "12000"},
        "ratio": {"% percent percentage": "1/100"},
        "dollar": {"$ dollar usd buck": "1", "cent": "1/100"}, "euro": {"€ euro eur": "1"},
        "sterling": {"£ pound gbp quid": "1"}, "yen": {"¥ yen": "1"}, "rouble": {"rouble ruble": "1"},
        "celsius": {"°c c celsius centigrade": "1"}, "fahrenheit": {"°f f fahrenheit": "1"},
        "kelvin": {"kelvin": "1"}, "angle": {"° deg degree": "1"},
        "speed": {"km/h kmh kph": "1"}, "mph": {"mph": "1"}, "m/s": {"m/s": "1"},
        "watt": {"w watt": "1", "kw kilowatt": "1000", "mw megawatt": "1000000", "gw gigawatt": "1000000000"},
        "joule": {"j joule": "1", "kj kilojoule": "1000"}, "hertz": {"hz hertz": "1", "khz kilohertz": "1000",
                  "mhz megahertz": "1000000", "ghz gigahertz": "1000000000"},
        "volt": {"volt": "1"}, "newton": {"newton": "1"}, "mole": {"mol mole": "1"}, "ampere": {"amp ampere": "1"},
        "byte": {"byte": "1", "kb kilobyte": "1000", "mb megabyte": "1000000", "gb gigabyte": "1000000000"},
    }.items()
    for words, factor in units.items()
    for word in words.split()
}  # fmt: skip

_JOINED_UNITS = (
    (re.compile(r"\bper ?cent\b|\bpct\b|\bpercentage points?\b"), "%"),
    (re.compile(r"\b(?:sq|square)\.? (?:km|kilomet(?:er|re)s?)\b"), "km2"),
    (re.compile(r"\b(?:sq|square)\.? (?:m|met(?:er|re)s?)\b"), "m2"),
    (re.compile(r"(?:°|\bdeg\b\.?|\bdegrees?\b) ?(?:c|celsius|centigrade)\b"), "celsius"),
    (re.compile(r"(?:°|\bdeg\b\.?|\bdegrees?\b) ?(?:f|fahrenheit)\b"), "fahrenheit"),
    (re.compile(r"\bk(?:ilo)?m(?:et(?:er|re)s)? (?:per|an) hour\b"), "km/h"),
    (re.compile(r"\bmiles? (?:per|an) hour\b"), "mph"),
    (re.compile(r"\bm(?:et(?:er|re)s)? (?:per|a) second\b"), "m/s"),
    (re.compile(r"\bus ?(?=\$)|\bus dollars?\b|\bamerican dollars?\b"), "$ "),
    (re.compile(r"\bpounds? sterling\b"), "£"),
    (re.compile(r"\bhalf an? (?=[hmbdt])"), "0.5 "),
    (re.compile(r"\b(?:a )?quarter of an? (?=[hmbdt])"), "0.25 "),
)


def unit_of(word: str) -> str:
    """Return the word if it, or its singular, is a unit; else nothing."""
    for form in (
        word,
        word.removesuffix("s"),
        word.replace("metre", "meter").replace("litre", "liter").removesuffix("s"),
    ):
        if form in UNITS:
            return form
    return ""


def join_units(text: str) -> str:
    """Return text in lower case with units of several words written as one: sq km, per cent, miles an hour."""
    for pattern, into in _JOINED_UNITS:
        text = pattern.sub(into, text)
    return text
