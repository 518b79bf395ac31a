"""The sentences by which notes say something of a person, as patterns over clauses of folded words (reader.py).

In a clause dates are `#` and words that are spelt wrong are right.
"""

from __future__ import annotations

import re

from rhs_desktop.domain.recognition.words import COUNTRIES, Kind

_NOT = r"(?:ej|inte|icke|aldrig)"
_NONE = r"(?:ingen|inga|inget|ingenting)"
_END = r"(?= ?$| tack\b| mer\b| längre\b| alls\b| framöver\b| igen ?$)"
_LEAD = (
    r"^(?:(?:obs|nb|ja|pat|patienten|invånaren|personen|hon|han|hen|är|har|en|nu|numera|nyligen|redan|tyvärr|gäller"
    r"|viktigt|markerad|som) )*"
)
_WHEN = (
    r"(?: (?:#|(?:\d+|sedan|sen|i|på|den|vid|efter|enl|enligt|from|tom|t o m|f r o m|fr o m|nyligen|hastigt|hos)\b).*"
    r"| ja)?$"
)
_OF_PROTECTION = r"(?:pers|uppg|pu\b|id\b|ident|adr|folkb|fbf|boende|nummer|nr\b|tel|pat|invån|kvinna|man\b)\w*"
_LETTERS = r"(?:brev|utskick|inbjud\w*|kallelse\w*|påminnelse\w*|post|försändelse\w*|erbjudande\w*)"
_MORE = r"(?:(?:fler|flera|mer|mera|några|någon|något|våra|nya|av|era|vidare|fortsatt|framtida|ytterligare) )*"
_FEW = r"(?:(?!(?:ha|men|sms)\b)\w+ ){0,3}?"
_PATIENT = r"(?:pat\w*|henne|honom|hen|personen|denna|den här)"
_CENTRE = r"(?:vårdcentral\w*|vc|hc|hälsocentral\w*|läkarstation\w*|vårdgivare|mottagning)"
_ABROAD = rf"(?:{'|'.join(sorted(COUNTRIES))})"
_PROVIDER = r"(?:capio|kry|praktikertjänst|aleris|achima|ptj|meliva|cityhälsan|nyhälsan|doktor se|min doktor|privat\w*)"
_TO_A_STREET = (
    r"(?:\w*(?:gatan|vägen|gränd|torget|stigen|backen|allén|plan|gård\w*|hemmet)\b|#|\d|ny\w*\b|e[nt]t?\b|oss\b|hit\b"
    r"|lägenhet|hus\b|villa|radhus|äldreboende|boende|särskilt|korttids|annan (?:adress|tid|dag|lägenhet)|sin\w*\b|son"
    r"|dotter|\w+dag\w*\b|fm\b|em\b|jan|feb|mars|april|maj|jun|jul|aug|sep|okt|nov|dec|våren|hösten|nästa|vecka|v\b)"
)
_NOT_ALL_YEAR = (
    r"(?!.*\b(?:på (?:vint|somr|somm)\w*|vintertid|sommartid|halva|halvår\w*|delvis|ibland|växelvis|tidigare|förr)\b)"
)


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


TWO_BANS = _any(
    rf"\bring {_NOT} (?:och |eller )?skriv {_NOT}",
    rf"\bskriv {_NOT} (?:och |eller )?ring {_NOT}",
    rf"\b(?:{_NOT}|{_NONE}) brev (?:och |eller )?(?:{_NOT}|{_NONE}) (?:samtal|tel\w*|ring\w*)",
)
CERTAIN: dict[Kind, re.Pattern[str]] = {
    Kind.PROTECTED: _any(
        rf"\bskydd(?:ad|ade|at|a|s|)? ?{_OF_PROTECTION}",
        rf"{_LEAD}skydd(?:ad|ade|at)?{_WHEN}",
        r"\b(?:adr|uppgift|personuppgift|folkbokföring|ident|nummer|id)\w*(?: är| numera)* skydd(?:ad|ade|at)\b",
        r"\b(?:adr|adress|uppgift|identitet)\w* (?:(?:är|och|tel\w*) )*hemlig\w*",
        r"\b(?:hemlig|dold|skyddad|hemliga) (?:adress|personuppg|uppgift|ident)\w*",
        r"\bsekr(?:etess)? ?mark\w*|\bsekretessskydd\w*",
        rf"{_LEAD}sekr(?:etess)?(?: finns| gäller)?{_WHEN}",
        r"\bhar (?:\w+ )?sekretess(?= ?$)|\bsekr(?:etess)? i folkb\w*",
        r"\bsekretess(?:en)? (?:på|för|kring|gällande) (?:\w+ )?(?:person)?(?:uppg|adr|ident|tel)\w*",
        r"\bkvarskriv\w*|\bspu\b|\bfingera\w* (?:pers|uppg|id|namn|pnr)\w*|\bskyddsmark\w*|\bskyddsboende\b",
        r"\b(?:via|genom) (?:skatteverket\w*|skv)\b|^skatteverket",
        r"\bskatteverkets (?:förmedl|box)\w*|\bförmedlingsuppdrag",
        r"\bprotected (?:id|person)\w*|^protected$",
    ),
    Kind.DECEASED: _any(
        r"\bavlid(?:en|na|ne|et|it)\w*|\bavled\b|\bavl #|^avl$|\bavl (?:enl|enligt|den|i)\b",
        r"\bdödsfall\w*|\bdödsbo\w*|\bdödsdatum\b|\bdödförklara\w*",
        r"\bbortgång(?:en|ne|na)\b|\b(?:gått|gick) bort\b|\bur tiden\b|\bhädan ?gången\b",
        rf"\b{_NOT} (?:längre )?(?:i livet|vid liv)\b",
        r"\blever (?:ej|inte)(?: längre)?(?= ?$)",
        r"\bavsomna\w*|†|✝|✞|\+ ?#|\bdeceased\b|^dead\b|\bexitus\b|^mors\b|\bomkom(?:mit|men)?\b",
        r"\bsomna(?:t|de) in\b(?! (?:sent|tidigt|framför|vid|kl|först|bättre))|\binsomnad\b",
        rf"{_LEAD}(?:död|dött|dog){_WHEN}",
        r"\b(?:har|hon|han|hen|pat|patienten) (?:dött|dog)\b",
        r"\b(?:pat|patienten|hon|han|hen) (?:är )?död\b",
    ),
    Kind.NO_CONTACT: _any(
        rf"\b(?:kontaktas?|kallas?|bjudas?)(?: in)? {_NOT}\b|\bbjud {_NOT}\b",
        rf"\b{_NOT} (?:(?:längre|mer|bli|att|fler|vill) )*(?:kontakta[sd]?|kalla[sd]|bjudas?|inbjuden|inbjudas)\b",
        rf"\b(?:önskar|vill|ska)(?: ha)? {_NONE} (?:(?:mer|vidare|mera|fortsatt) )*kontakt\b",
        rf"\b(?:önskar|vill|ska) {_NOT} (?:längre )?(?:ha )?(?:(?:mer|vidare|mera|någon|fortsatt) )*kontakt\b",
        rf"\b(?:önskar|vill|ska) {_NOT} (?:längre )?(?:få |ha )?{_MORE}{_LETTERS}",
        rf"\b(?:önskar|vill)(?: ha)? {_NONE} {_MORE}{_LETTERS}",
        rf"\b{_NONE} {_MORE}{_LETTERS}{_END}",
        rf"\b(?:ingen|{_NOT}) (?:mer|mera|vidare|fortsatt) kontakt\b|\baldrig (?:mer|mera|igen) (?:kontakt|brev)",
        r"\bingen kontakt önska[sd]|\babsolut ingen kontakt|\bkontakt\w* undanb\w*",
        rf"\bvarken {_FEW}(?:{_LETTERS}|ring\w*|kontakt\w*|telefon\w*) eller\b",
        TWO_BANS.pattern,
        rf"\bskicka {_NOT} {_MORE}{_LETTERS}|\bskicka {_NOT} (?:mer|något|fler)\b",
        rf"\bnej (?:tack )?till all\w* (?:kontakt|{_LETTERS}|framtida|vidare)",
        rf"\bskicka {_NONE} (?:{_MORE}{_LETTERS}|mera?\b|fler\b|alls\b|till {_PATIENT}|$)",
        rf"\bsluta (?:att |med )?{_FEW}(?:skicka|kontakta|kalla|bjuda|höra av|störa|skriva|{_LETTERS})",
        rf"\b{_NOT} (?:att vi |vi )?höra? av (?:oss|sig|er)\b|\bhör {_NOT} av (?:er|dig)\b",
        rf"\bvill {_NOT} att vi {_FEW}(?:kontaktar|skickar|kallar|bjuder|hör av|ringer (?:igen|mer))",
        r"\butskicksspärr\w*|\bspärr(?:ad|at)? (?:för|mot) (?:utskick|kontakt|inbjud\w*)",
        r"\b(?:blocka\w*|blockera\w*) (?:för|mot) (?:utskick|kontakt|inbjud\w*)",
        r"\b(?:utskick|kontakt|kallelse)s?(?:stopp|spärr)\w*",
        r"\bundanb\w* (?:sig|all|fler|kontakt|utskick|brev|inbjud)\w*|^undanb\w*$",
        r"\b(?:avböj|avsäg|avsagt|avstå)\w* (?:sig )?(?:all|fler|vidare|framtida)\w*",
        r"\b(?:vara|lämnas|bli lämnad|lämna \w+)(?: helt)? i ?fred\b|\blåt \w+ vara\b",
        rf"\b(?:bett|bad|begärt|krävt|ber) (?:oss )?(?:att |om att )?(?:{_NOT}|slippa|sluta) {_FEW}"
        rf"(?:kontakt|kall|{_LETTERS}|bjud|hör)",
    ),
    Kind.NOT_LISTED: _any(
        rf"\b{_NOT} (?:(?:längre|är|här|kvar) )*listad\b|\b(?:av|om|o|ut|ur)listad\b|\b(?:av|om)listat\b",
        r"\blistad (?:på|hos|vid|i) (?:en )?(?:annan|annat|andra)\b",
        r"\blista[td] om\b(?: sig)?",
        r"\bflytta(?:t|de|d) (?:ut )?(?:från|ur) (?:kommunen|länet|regionen|orten|sverige|stan|landet)\b",
        r"\butflytta[dt]\b|\butvandra[dt]\b|\bemigrera[dt]\b",
        rf"\bflytta(?:t|d|r|de)(?: hem| tillbaka| ner| ned| upp)? till (?:{_ABROAD})\b",
        r"\bflytta(?:t|d|r|de) (?:till (?:(?:en )?annan (?:ort|kommun|stad|region)|annat (?:län|land))|utomlands)\b",
        rf"\bbyt(?:t|er|te) (?:till (?:en )?(?:annan |ny )?)?{_CENTRE}\b",
        rf"\b(?:går|patient|gått över|övergått|hör|skriven|flyttat|bytt) (?:på|till|hos|vid) (?:en )?annan {_CENTRE}",
        r"\btillhör (?:en )?(?:annan|annat)\b|\b(?:tillhör|hör) (?:ej|inte) (?:till )?(?:oss|vår|hit|denna|vc)",
        rf"\b{_NOT} (?:längre )?(?:vår|våran) (?:pat\w*|invånare)",
        rf"\b{_NOT} (?:(?:längre|kvar|patient|pat) )+(?:hos oss|här|i (?:kommunen|länet|sverige)|på {_CENTRE})",
        rf"\blämnat (?:{_CENTRE}|kommunen|länet|regionen|landet|sverige|orten)\b",
        rf"\bfolkbokförd (?:i|på) (?:en )?(?:annan|annat|utlandet)\b|\b{_NOT} (?:längre )?folkbokförd\b",
    ),
}
DOUBTFUL: dict[Kind, re.Pattern[str]] = {
    Kind.PROTECTED: _any(
        r"\bhemligt (?:nummer|nr|tel\w*)|(?<!och )(?<!med )(?<!om )\bsekretess\b",
        r"\bkvinnojour\w*|\bhotbild\w*|\blever gömd\b",
        rf"\blämnas? (?:aldrig |{_NOT} )ut\b|\b{_NOT} lämnas? ut\b",
        r"\bskyddade?\b(?! (?:verkstad|arbete|jobb|miljö|anställ|företag|mot|från|plats|zon))",
    ),
    Kind.DECEASED: _any(
        r"\b(?:kan|tros|troligen|kanske|eventuellt|ev) (?:vara |ha )?(?:död|dött)\b|\b(?:dog|dött|död)\b|\bavl\b",
        r"\bdöds(?:annons|attest|bevis|intyg)\w*|\bbegrav(?:d|en)\b",
    ),
    Kind.NO_CONTACT: _any(
        rf"\bslippa (?:(?:bli|få|ha|fler|alla|våra) )*(?:{_LETTERS}|kontakt\w*|kalla\w*|inbjuden|samtal|ring\w*)",
        rf"\bring (?:aldrig|{_NOT} (?:\w+ ){{0,3}}?(?:mer|mera|längre|igen|alls|{_PATIENT}))\b",
        rf"\bfår {_NOT} ringas?\b|\bsluta ringa\b|\bvill {_NOT} (?:att vi ringer|bli (?:upp)?ringd)\b",
        r"\b(?:tackat|tackar|tack|sagt|säger)? ?nej (?:tack )?(?:för (?:gott|alltid)|till all\w*|en gång för alla)",
        r"\b(?:ta|tas|tagits|stryk|strykas|struken|plocka|bort|radera|raderas)\b.{0,20}\b(?:från|ur|av) "
        r"(?:\w+ )?(?:utskick\w*|sändlist\w*|inbjud\w*|kallels\w*)",
        rf"(?<!fick )(?<!fått )(?<!får )\b{_NOT} kontakt\b(?! (?:ännu|än|med|vid|på|\d))",
    ),
    Kind.NOT_LISTED: _any(
        r"^(?:hon |han |hen |pat |patienten )?(?:har )?flyttat(?: härifrån)?$|^har flytta",
        r"(?<!tidigare )(?<!förut )\blista[dt] (?:sig )?(?:på|hos|vid|i) "
        r"(?!oss|här|vår\b|sedan|sen\b|maj|jun|jul|dr\b|doktor|läkar|jan|feb|mars|april|aug|sep|okt|nov|dec|kommun|v\b|#|\d)",
        rf"\bflytta(?:t|d|r|de)(?: hem| upp| ner| ned| tillbaka)? till (?!{_TO_A_STREET})\w",
        rf"\bflytta(?:t|d|r|de)\b.* till .*\b(?:i|till) (?:{_ABROAD})\b",
        rf"\b(?:bor|bosatt) (?!halv|delvis|växelvis|ibland)(?:\w+ )?(?:i )?(?:{_ABROAD}|utomlands)\b{_NOT_ALL_YEAR}",
        r"\b(?:bor|bosatt) (?:numera|nu|nuförtiden) i (?!lägenhet|hus|villa|eget|egen)\w",
        rf"\b{_NOT} (?:längre )?kvar(?= ?$| i | på (?:orten|vc))|\bbor {_NOT} (?:längre )?(?:kvar|här|i kommunen)",
        rf"\bannan {_CENTRE}\b|\b(?:tillhör|hör till) (?!risk|oss|vår|den|en\b)\w+ ?{_CENTRE}?\b",
        rf"\bbytt?(?:e|er)? till {_PROVIDER}\b|\bgått över till {_PROVIDER}",
        r"\b(?:avregistrerad|avförd)\b|\blistning\w* (?:upphör|avslut|hos annan)\w*|\b(?:av|om)listning\w*",
        r"\bfolkbokförd (?:i|på) (?!vår|kommun)\w|\bupptagningsområde\w*",
    ),
}
UNSURE = re.compile(r"\b(?:kanske|troligen|eventuellt|ev|möjligen|oklart|kolla|kontrollera|osäkert)\b|\?")
DENIED_BEFORE = re.compile(
    rf"(?:^|\b(?:har|är|finns|men|och|pat|patienten|hon|han|hen) )(?:{_NOT}|{_NONE}|utan|nej)"
    r"(?: (?:har|längre|någon|några|något|är|under|haft|av|med|i))*(?: (?:sekretess|skyddad|skyddade))? ?$"
)
DENIED_AFTER = re.compile(
    r"^ ?(?:(?:är|har|blev|i|nu|folkbokföringen|folkbokföring) )*"
    r"(?:nej|upphäv[dt]\w*|upphör\w*|borttag\w*|avslutad|häv[dt]|ej(?= ?$)|inte(?= ?$))"
)
LIMITED = _any(
    r"^(?: in| upp| igen)?(?: ens| längre)? (?:före|efter|mellan|kl|förrän|innan|på (?!nytt)|hem|hemma|via|per|under)",
    r"^(?: in| upp)? (?:dagtid|kvällstid|vardag|helg|mån|tis|ons|tors|fre|lör|sön|idag|i dag|just nu|nu|om|med|sms)",
    r"^(?: in| upp)? i (?:juli|augusti|sommar)",
)
LIMITED_WITHIN = re.compile(r"\b(?:på jobbet|hemma|webbtid\w*|dagtid|kvällstid|via (?:mejl|sms|telefon|1177))\b")
