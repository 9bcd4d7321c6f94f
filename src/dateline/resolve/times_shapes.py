"""Shapes of time expressions: regular expressions over word classes (one letter a word), never over characters.

Capital names are classes (times_items.LETTERS) or the pieces below. A shape's name says who reads its meaning.
"""

from __future__ import annotations

import re

from dateline.resolve.times_items import LETTERS

PIECES = {
    "WD": "(?:WEEKDAY|WDABBR)",
    "MX": "(?:MONTH|MAYMONTH|MONABBR)",
    "DN": "(?:D|DTH)",
    "MD": "(?:MODE|LATER)",
    "JOINT": "(?:TO|HYPH|UNTIL)",
    "REL": "(?:LAST|THIS|NEXT)",
    # a year, unless it counts something or belongs to a clock
    "YR": "(?:COMMA?YEAR(?!COUNTED|UNIT|ZONE|HYPH))",
    # after a day and its month: only past a comma may it count something ("on 4 May, 2000 rebels")
    "YD": "(?:YEAR(?!UNIT|ZONE|HYPH)|YR)",
    "RELYEAR": "OF?THE?REL UNIT",
    # after the number of a day: not "5 hours", not "7 p.m."; in a month also not "12 people", "12 were"
    "NOTHOUR": "(?!UNIT|HYPH UNIT|AMPM|ZONE|NUMW|OCLOCK)",
    "NOTCOUNT": "(?!COUNTED|LOW|UNIT|HYPH UNIT|AMPM|ZONE|NUMW|OCLOCK)",
    # a number of units; NA also "a week"
    "N": "(?:THE?(?:VAGUENUM|(?:NUMW|D|NUM)(?:HYPH?NUMW)*(?:HYPH?AND HYPH?A HYPH?HALF)?"
    "(?:(?:TO|AND|HYPH)(?:NUMW|D))?))",
    "NA": "(?:N|A|HALF A)",
    "CLOCKX": "(?:CLOCKAP|(?:D|CLOCK)AMPM|CLOCK|(?:NUM|YEAR|D)(?=ZONE)|D OCLOCK)ZONE*"
    "(?:OPEN(?:CLOCKAP|CLOCK|NUM|YEAR|D)AMPM?ZONE CLOSE)?",
}

DATE = """(?:YEAR HYPH D HYPH D | D SLASH D SLASH YEAR | DATE | THE?ORD OF MX (?:YD|RELYEAR)?
    | (?:WD COMMA? THE?)? (?:DN(?:TO|HYPH|AND))? DN OF? MX (?:YD|RELYEAR)?
    | WD COMMA? MX DN NOTHOUR (?:YD|RELYEAR)?
    | (?<![IN DURING LAST THIS NEXT MODE LATER]) MX DN(?:(?:TO|HYPH|AND)DN)? NOTHOUR (?:YD|RELYEAR)?
    | (?<=[IN DURING LAST THIS NEXT MODE LATER]) MX DN(?:(?:TO|HYPH|AND)DN)? (?:YR|RELYEAR|NOTCOUNT))"""

HEAD = f"""(?:{DATE} | REL+WEEKDAY | NUMW WEEKDAYS AGO
    | (?:WEEKDAY|(?<!ON)WEEKDAYS|WEEKDAYS(?=LOW|CAP))(?:OF?THE?REL+(?:UNIT|WEEKEND))? | TODAY | NIGHT
    | OVERNIGHT(?:ON?WEEKDAY)? | REL PART | (?:THE?REL?|YEAR)FEAST(?:(?:IN|OF|COMMA)?YEAR|OF?THE?REL UNIT)? )"""

PRE = """(?:MD ON?THE? | THE?MODE UNIT OF | (?:AT|BY)?PART(?:ON|OF)? | THE PART OF | (?:AT|ABOUT)*CLOCKX(?:ON|COMMA|OF)?
    | FOR?(?:THE|A)?(?:ORD|DTH)STRAIGHT?UNIT ON | THE(?:ORD|LAST)UNIT OF | EVE
    | OVERNIGHT(?:FROM|BETWEEN) )"""

POST = "(?:PART | COMMA?(?:AT|ABOUT|BY)*CLOCKX | AT PART | IN THE?MODE?PART | IN THE MODE UNIT )"

SOURCES = {
    "dated": f"(?P<pre>{PRE}*)(?P<head>{HEAD})(?P<post>{POST}*)",
    "monthly": """THE?(?:(?:ORD|LAST)UNIT OF)?(?:MD(?:HYPH|IN|OF)?)?
        (?: (?:MONTH|MONABBR|MAYMONTH)(?:(?:COMMA|OF|IN)?YR|OF?THE?(?:REL|SAME|THAT|FOLLOWING)UNIT)
          | REL MONTH YR | REL*MONTH | REL MONABBR | (?<=[MODE HYPH])MONABBR | REL+MAYMONTH
          | (?<=[IN DURING SINCE UNTIL BY MODE LATER HYPH BETWEEN BEFORE OF])MAYMONTH(?!CAP)
          | (?<=FROM)MAYMONTH(?=TO|UNTIL) | (?<=MONTH AND)MAYMONTH | (?<=MONTH TO)MAYMONTH
          | (?<=MAYMONTH TO)MAYMONTH | MAYMONTH(?=AND MONTH)
          | (?<=MONTH HYPH)MAYMONTH)""",
    "yearly": """(?<=[IN DURING FROM BETWEEN THE])YEAR(?:JOINT|AND)(?:YEAR|D)(?!COUNTED) | YEAR(?:TO|HYPH)YEAR
        | (?:MD(?:HYPH|IN|OF)?)YEAR(?!COUNTED|ZONE|HYPH)
        | (?: (?<=[IN DURING SINCE UNTIL BY FROM BETWEEN OF THE A BEFORE AFTER OPEN UNIT ABOUT FOR TO THAT OWN LONG])
            | (?<=YEAR[AND COMMA])) YEAR(?!COUNTED|HYPH|UNIT|ZONE|NUMW|NUM)
        | (?:THE|A)?(?:ORD|DTH)HYPH?UNIT(?:OF YEAR)? | THE?MD?DECADE
        | THE?(?:ORD|DTH)HALF OF(?:THE?REL?UNIT|YEAR)""",
    "season": """(?:MD(?:IN|OF)?)?THE?REL+(?:SEASON|FALL)(?:OF?YEAR)?
        | (?:MD(?:IN|OF)?)?THE?(?:SEASON|FALL)OF?(?:YEAR|THE?REL UNIT)
        | (?<=IN)THE?SEASON | (?:MD(?:IN|OF)?)THE?SEASON""",
    "shifted": """(?:MD(?:HYPH|IN|OF)?)?THE?REL+(?:UNIT|WEEKEND) | MODE(?:THE|FOLLOWING)?(?:UNIT|WEEKEND)
        | (?:MD IN?)?THE?REL?WEEKEND | ABOUT*A UNIT AND A HALF AGO
        | ABOUT*(?:NA HYPH?(?:LONG|MORE)*)?UNIT AGO""",
    "window": """(?:OVER|ABOUT)?(?:THE|THIS)?(?:LAST|NEXT)(?:LONG)*N HYPH?(?:LONG|MORE)*UNIT
        | RECENT(?:UNIT|WEEKEND) | (?:OVER|ABOUT)THE(?:LAST|NEXT)UNIT""",
    "duration": """ABOUT*N(?:HYPH|LONG|MORE)*UNIT(?:HYPH LONG)?(?!OLD|HYPH OLD|A UNIT|IN OLD) | UNIT HYPH LONG
        | ABOUT*A(?:LONG|HYPH)*UNIT HYPH LONG | (?:ABOUT|FOR)+(?:A|HALF A)LONG*UNIT(?!OLD|HYPH OLD)
        | (?<=[IN FOR AFTER])(?:A|HALF A)UNIT(?!OLD|AGO|HYPH) | FOR UNIT""",
    "repeated": "EVERY(?:NUMW|ORD|D|VAGUENUM)?(?:UNIT|WEEKEND|WEEKDAY|PART|MONTH|SEASON)PART? | SET"
    " | (?<=ON)WEEKDAYS(?!LOW|CAP)",
    "beside": """ABOUT*(?:NA HYPH?MORE?|(?<![LAST THIS NEXT]))(?:UNIT|WEEKEND)
            (?:BEFORE|AFTER|LATER|FOLLOWING(?=THE|A|CAP))
        | THE UNIT(?:BEFORE|AFTER|LATER) | THE?(?:FOLLOWING|SAME|THAT)(?:UNIT|PART|WEEKEND)PART?
        | (?:THE FOLLOWING|THAT|SAME)WEEKDAY
        | THE(?:NEXT|LAST)(?:UNIT|PART) | FOR?(?:THE|A)?(?:ORD|DTH)STRAIGHT?UNIT | DURING THE UNIT""",
    "vague": "VAGUE(?!HYPH) | IN THE LAST(?!LONG|N|UNIT|WEEKEND|WEEKDAY|MX|SEASON|FALL|PART)",
    "clock": """(?:AT|ABOUT|BY)+CLOCKX | CLOCKAP | (?:NUM|YEAR|CLOCK|D)ZONE+
        | (?:D|CLOCK)AMPM ZONE*(?:OPEN(?:CLOCK|NUM|YEAR|D)AMPM?ZONE CLOSE)?
        | (?:AT|BY|BEFORE)ABOUT?PART | (?:IN|DURING)THE?MODE?PART | MODE HYPH?PART | THE MODE UNIT OF THE PART
        | LATER IN THE(?:UNIT|PART)""",
}


def compiled(source: str) -> re.Pattern[str]:
    """A shape over letters; an unknown class name is a KeyError."""

    def letters(match: re.Match[str]) -> str:
        name = match[0]
        return _NAME.sub(letters, PIECES[name]) if name in PIECES else LETTERS[name]

    return re.compile(re.sub(r"\s+", "", _NAME.sub(letters, source)))


_NAME = re.compile(r"(?<!\(\?)[A-Z]+")
SHAPES = {name: compiled(source) for name, source in SOURCES.items()}
