"""The furniture of a page: what stands around an article and in it without being of it, told by rows of rules."""

import re
from dataclasses import dataclass

from freesheet.intake.page.context import Verdict
from freesheet.intake.page.parse import Element, classes, words

# Longer than this, a paragraph that begins like a share row is prose.
LONGEST_LABEL = 160
LONGEST_APPEAL = 900


def _names(*parts: str) -> re.Pattern[str]:
    """Any of these as a word of a class or id: "share" in "share-row" and "postShare", not in "shareholders"."""
    return re.compile(r"(?<![a-z])(" + "|".join(parts) + r")(?![a-z])")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of furniture is called, why it is left out, and how a page names it."""

    what: str
    why: str
    names: re.Pattern[str]
    silent: bool = False


# In order: the first that fits names the drop. Names are those that WordPress, Newspack, Ghost, Drupal, Substack, Arc,
# Medium and the usual plugins give.
NAMED = (
    Rule(
        "cookie notice",
        "It asks about cookies.",
        _names(r"cookies?([-_]\w+)*", "consent", "gdpr", "ccpa", "onetrust[a-z-]*", "cmp"),
    ),
    Rule(
        "comments",
        "They are readers' words, not the story's.",
        _names(
            "comments?",
            r"comments?[-_](list|area|section|form|thread|count|wrapper|link)\w*",
            "commentlist",
            "disqus[_a-z]*",
            "respond",
            "discussion",
            "coral[a-z-]*",
            "livefyre",
        ),
    ),
    Rule(
        "share row",
        "It is for sharing the page.",
        _names(
            "shar(e|es|ing)",
            "sharebar",
            "sharedaddy",
            r"social([-_](share|sharing|links?|icons?|media|buttons?|bar|list|tools))?",
            "addtoany[a-z_]*",
            "a2a[a-z_]*",
            "addthis[a-z_]*",
            "sharethis",
            "jp-sharing",
            "share-?tools",
            "email-?share",
            "follow([-_]us)?",
            "sd-content",
            "heateor[a-z_]*",
            "twitter-share[a-z-]*",
            "fb-like",
            "reactions?",
        ),
    ),
    Rule(
        "newsletter box",
        "It asks to sign up.",
        _names(
            r"newsletters?([-_]\w+)*",
            "subscri(be|ption|bers?)",
            r"subscribe[-_]\w+",
            "subscription-widget[a-z-]*",
            "sign-?up[a-z-]*",
            "mailchimp",
            "mc4wp[a-z-]*",
            "optin",
            "opt-in",
            "email-capture",
            "mc_embed[a-z_]*",
            "kg-signup[a-z-]*",
            "gh-subscribe",
        ),
    ),
    Rule(
        "appeal",
        "It asks for money.",
        _names(
            r"donat(e|ion|ions)([-_]\w+)*",
            "appeal",
            "fund-?rais(er|ing)",
            "support-?us",
            "giving",
            "contribute",
            r"membership([-_]\w+)*",
            "become-a-member",
            "paywall[a-z-]*",
            "newspack-popup[a-z-]*",
            "newspack-inline-popup",
            "donorbox",
            "wp-block-newspack-blocks-donate",
            "kg-cta-card[a-z-]*",
        ),
    ),
    Rule(
        "advertisement",
        "It is an advertisement.",
        _names(
            "ads?",
            r"ad[-_](slot|unit|container|wrapper|label|block|banner|space|zone|break|box|placement|inner|body)[\w-]*",
            r"[a-z]+-ad",
            "advert(isement|ising|s|orial)?",
            "adsbygoogle",
            "adslot",
            "adunit",
            "dfp[a-z-]*",
            "gpt-?ad[a-z-]*",
            "google_ads[a-z_]*",
            "sponsor(ed|s|ship)?",
            "promoted",
            "outbrain",
            "ob-widget",
            "taboola[a-z-]*",
            "dianomi",
            "revcontent",
            "teads[a-z-]*",
            "banner-?ad",
        ),
    ),
    Rule(
        "related stories",
        "It leads to other stories.",
        _names(
            r"related([-_]\w+)*",
            "relatedposts",
            r"recommend(ed|ations?|s)?([-_]\w+)*",
            "read-?(more|next|also)",
            "also-read",
            r"more-(stories|from|on|in|news|like|posts|articles|top)([-_]\w+)*",
            "morestories",
            r"most-(read|popular|viewed|recent|shared)([-_]\w+)*",
            "trending",
            r"popular([-_](posts|stories|articles))?",
            r"latest([-_](news|posts|stories))?",
            "you-may(-also)?(-like)?",
            "teasers?",
            "up-?next",
            "next-(article|post|story)",
            "prev(ious)?-(article|post|story)",
            r"post-(navigation|nav)",
            "nav-links",
            "jp-relatedposts",
            "yarpp[a-z-]*",
            "zone-related",
            "in-?article-?link",
            "rich-link",
            "wp-block-newspack-blocks-homepage-articles",
            "promo(s|ted)?",
            "storylinks",
            "story-links",
            "article-list",
            "card-grid",
            "carousel-list",
            "interstitial-link",
            "see-also",
            "trc_[a-z_]*",
        ),
    ),
    Rule(
        "author biography",
        "It is about the author.",
        _names(
            r"(author|contributor|writer|reporter|byline|user)[-_]?(bio|bios|biography|box|info|card|description|profile|desc|details|about)([-_]\w+)*",
            "about-(the-)?author",
            "bio",
            "biography",
            "biographical",
            "post-author-bio",
            "authorbox",
            "m-a-box[a-z-]*",
            "article-?bio",
            "newspack-author[a-z-]*",
        ),
    ),
    Rule(
        "tag list",
        "It is for the site's own navigation.",
        _names(
            r"(post|entry|article|story|node)?[-_]?tags?([-_](list|links|cloud|container|wrapper))?",
            "tagcloud",
            r"(entry|post|article)[-_]categor(y|ies)",
            "cat-links",
            "tags-links",
            "categor(y|ies)-list",
            "topics?-list",
            "taxonomy",
            "filed-under",
            "keywords?",
        ),
    ),
    Rule(
        "byline",
        "It stands above the story.",
        _names(
            r"by-?lines?",
            r"(entry|post|article|story|meta|byline)[-_]?(meta|date|author|authors|byline|time|info|published|dateline|timestamp|details)([-_](info|wrapper|data|bottom|top|line|block|container|group|row|content))?",
            "posted-(on|by)",
            "authors?",
            "author-(name|names|link|group|list|byline|wrapper|line|meta|image|avatar|title)",
            "publish(ed)?-?(date|time|on|info)?",
            "pub-?date",
            "date-?stamp",
            "time-?stamp",
            "updated",
            "modified",
            "last-?updated",
            "submitted",
            "dateline-date",
            "read(ing)?-?time",
            "date",
            "article-date",
            "vcard",
            "avatar",
        ),
        silent=True,
    ),
    Rule(
        "page tools",
        "They work the page.",
        _names(
            "tools?",
            r"(article|story|page|post|entry)[-_]?(tools?|actions?|controls?|options|utilities)",
            "toolbar",
            "utility-?bar",
            "print([-_](link|button|friendly|this))?",
            "font-?size",
            "text-?size",
            "listen([-_]\\w+)?",
            "audio-?(player|button|version)",
            "bookmark",
            "save-?(article|story)?",
            "gift-?article",
            "translate([-_]\\w+)?",
            "language-switcher",
            "republish([-_]\\w+)*",
            "reprints?",
            "rights-?link",
            "permalink",
            "edit-link",
            "player-controls",
            "vjs-[a-z-]*",
            "jw[a-z]*-[a-z-]*",
            "popup",
            "pop-up",
            "modal",
            "overlay",
            "lightbox[a-z-]*",
            "tooltip",
            "toast",
            "error-?message",
            "loading",
            "spinner",
            "hidden",
            "flash-?message",
            "enlarge[_a-z-]*",
            "expand-?image",
            "poll",
            "survey",
            "quiz",
            "feedback",
            "rating[s]?",
            "star-rating",
            "correction-link",
            "report-(error|typo)",
        ),
    ),
    Rule(
        "navigation",
        "It is the site's, not the story's.",
        _names(
            r"nav(bar|igation|igator)?",
            r"(main|site|top|sub|primary|secondary|footer|global|mobile|header|page|section)[-_]?(nav|navigation|menu|links?)",
            "menus?",
            "bread-?crumbs?",
            r"skip([-_ ]?(link|to|nav)\w*)?",
            "pagination",
            "paginat(or|ed)",
            "pager",
            "page-?links",
            r"(site|page|global|main|masthead)[-_]?(header|footer)",
            "masthead",
            "footer",
            "toc",
            "table-of-contents",
            "widgets?",
            r"widget[-_]area",
            "side-?bar",
            "side-?bars?",
            "right-?(rail|col|column)",
            "left-?(rail|col|column)",
            "rail",
            "secondary",
            "complementary",
            "banner",
            "ticker",
            "search([-_](form|box|bar))?",
            "login",
            "register",
            "weather",
            "stocks?",
            "back-?to-?top",
            "scroll-?to-?top",
            "copyright",
            "legal",
            "disclaimer-footer",
            "site-?info",
            "colophon",
        ),
    ),
)

_TAGS = {
    "nav": Verdict("navigation", "It is the site's, not the story's."),
    "form": Verdict("form", "It can only be filled in on the page."),
    "fieldset": Verdict("form", "It can only be filled in on the page."),
    "footer": Verdict("page footer", "It is the page's, not the story's."),
    "dialog": Verdict("page tools", "They work the page."),
    "search": Verdict("navigation", "It is the site's, not the story's."),
}
_ROLES = {
    "navigation": _TAGS["nav"], "search": _TAGS["search"], "banner": _TAGS["nav"], "contentinfo": _TAGS["footer"],
    "menu": _TAGS["nav"], "menubar": _TAGS["nav"], "toolbar": _TAGS["dialog"], "dialog": _TAGS["dialog"],
    "alertdialog": _TAGS["dialog"], "form": _TAGS["form"],
}  # fmt: skip


def _starts(*parts: str) -> re.Pattern[str]:
    return re.compile(r"^\W*(" + "|".join(parts) + r")", re.IGNORECASE)


def _is(*parts: str) -> re.Pattern[str]:
    return re.compile(r"^\W*(" + "|".join(parts) + r")\W*$", re.IGNORECASE)


# What a short paragraph says when it is none of the story's; for pages and for plain text alike.
SAID = (
    (
        Verdict("navigation", "It is the site's, not the story's."),
        _is(
            r"skip to (the )?(main )?(content|navigation|article|footer|search)",
            "menu",
            "home",
            "search",
            "log ?in",
            "sign in",
            "my account",
            "back to top",
            "(previous|next)( (article|post|story|page))?",
            "close",
            "open menu",
            "toggle navigation",
            "more",
            "show more",
            "load more",
            "view (all|more)",
            "see (all|more)",
            "loading( \\.\\.\\.)?",
            "latest( news)?",
            "trending( now)?",
            "top stories",
            "most (read|popular|viewed|recent)",
            "editor'?s'? (picks?|choice)",
            "recommended( for you)?",
            "go to (home|front) ?page",
        ),
    ),
    (
        Verdict("share row", "It is for sharing the page."),
        _is(
            r"share( (this|on|via|with|it|article|story|post|facebook|twitter|x|whatsapp|email|link|by|now|to|options|page|full|the|or|and|your friends|your thoughts)\b[\w ,/]*)?",
            "tweet( this)?",
            "e-?mail( this)?( article| story)?",
            "print( this)?( article| story| page| friendly)?",
            "(follow|like) (us|me|@?\\w+)( on [\\w ,&]+)?",
            "copy( the)? link( copied)?",
            "link copied!?",
            "pin( it)?",
            "facebook",
            "twitter",
            "whatsapp",
            "telegram",
            "linkedin",
            "reddit",
            "x",
            "bluesky",
            "pinterest",
            "flipboard",
            "instagram",
            "mastodon",
            "threads",
            "pocket",
            "messenger",
            "google\\+?",
            "stumbleupon",
            "digg",
            "(\\d+ )?shares?",
            "(\\d+ )?comments?",
            "save( this)?( story| article| for later)?",
            "bookmark",
            "gift( this)?( article)?",
            "teilen",
            "compartir",
            "partager",
            "condividi",
            "add us on google",
            "facebook twitter .{0,80}",
        ),
    ),
    (
        Verdict("page tools", "They work the page."),
        _is(
            r"listen( to (this )?(article|story|audio))?[\d: min]*",
            "audio version",
            "play( video| audio)?",
            "enlarge (this )?(image|photo)",
            "(click|tap) to (enlarge|expand|play|view)( image)?",
            "view (image|gallery|full size)( in full screen)?",
            "toggle caption",
            "hide caption",
            "expand( image)?",
            "image \\d+ of \\d+",
            "(report|send) (a |us )?(correction|error|typo|tip|feedback)s?.{0,60}",
            "republish( this (article|story))?( for free)?",
            "(order )?reprints?( & permissions)?",
            "text size.{0,10}",
            "read (the )?(full )?(transcript|text)",
            "translate",
            "view comments",
            "(add|leave|post|write) a (comment|reply)",
            "\\d+ min(ute)?s?( to)? read( time)?",
            "read(ing)? time:? .{0,20}",
            "estimated reading time.{0,20}",
        ),
    ),
    (
        Verdict("advertisement", "It is an advertisement."),
        _is(
            "advertisement?s?",
            "ad",
            "sponsored( content| by .{0,40})?",
            "paid (post|content)",
            "anzeige",
            "publicidad",
            "publicité",
            "pubblicità",
            "(story|article) continues (below|after)( the)?( advertisement| ad| video| this ad)?",
            "continue reading( below)?( the)?( main story)?( after (the|this) (ad|advertisement))?",
            "(scroll|continue) (down )?(for|to) (more|continue|read)( reading)?",
        ),
    ),
    (
        Verdict("newsletter box", "It asks to sign up."),
        _starts(
            r"(sign|signed) up (for|to|here|now|today)",
            "subscribe (to|now|today|here|for|via)",
            "get (our|the) .{0,60}(newsletter|inbox|e-?mails?)",
            "(enter )?your e-?mail( address)?\\W*$",
            "thanks for (subscribing|signing up)",
            "already a subscriber",
            "(want|love) more .{0,60}(newsletter|inbox)",
            "never miss (a|an)\\b",
            "join (our|the) (mailing|e-?mail|newsletter)",
            ".{0,90}\\b(delivered|sent|straight) (straight |directly )?(in)?to your inbox",
            "by (signing up|subscribing|submitting),? you",
            "please check your inbox",
            "download (our|the) .{0,30}app\\b",
        ),
    ),
    (
        Verdict("related stories", "It leads to other stories."),
        _starts(
            r"(read|see|watch|more|learn|related|recommended|also)( \w+){0,2}\s*:",
            "related (stories|articles|news|content|posts|reading|coverage|topics|links|video)\\W*$",
            "related\\W*$",
            "(read|see) (more|also|next|this next)\\W*$",
            "(read|see) (more|also) (on|from|about|at|in|coverage|stories|of our)\\b",
            "more (from|on|in|stories|news|coverage|like this)\\b.{0,40}$",
            "you (may|might) (also )?(like|enjoy|be interested)",
            "(don'?t|do not) miss\\b.{0,60}:",
            "up next",
            "(what to )?read next",
            "recommended (reading|stories|for you)",
            "click here (to|for)\\b",
            "(leer|lee|lea) (más|también)",
            "lire aussi",
            "à lire aussi",
            "lesen sie (auch|mehr)",
            "mehr zum thema",
            "leggi anche",
            "leia (também|mais)",
            "suggested\\W*$",
            "we recommend\\W*$",
        ),
    ),
    (
        Verdict("copyright line", "It is the page's, not the story's."),
        _starts(
            r"(copyright|©|\(c\))\s*(©|\(c\)|\d{4}|by)",
            ".{0,60}©\\s?\\d{4}",
            "all rights reserved",
            "this material may not be published",
            "(terms|privacy)( of (use|service))?( policy)?( \\W .{0,60})?$",
            "powered by\\b.{0,40}$",
        ),
    ),
    (
        Verdict("comments", "They are readers' words, not the story's."),
        _starts(
            r"(leave a (reply|comment)|you must be (logged|signed) in|your email address will not|comments (are|is|for this)|join the (conversation|discussion)|view (all )?\d* ?comments|\d+ (comments?|replies|responses)\b|log in to (comment|reply|leave)|please (log|sign) in to (comment|post))"
        ),
    ),
    (
        Verdict("tag list", "It is for the site's own navigation."),
        _starts(
            r"(tags?|filed under|posted (in|under)|categories|category|topics?|keywords|in this (article|story)|more on|labels|find more stories)\s*:",
            "(tags|topics|filed under|categories)\\W*$",
        ),
    ),
)

_ASKS = re.compile(
    r"\b(tax[- ]deductible|(make|give|with|send|set up) (a|an|your) ([\w-]+ ){0,4}(donation|gift|contribution)s?|donat(e|ing) (now|today|here|to)\b|please (donate|give|consider|support|help|chip|contribute)|"
    r"(become|becoming) a (\w+ )?(member|supporter|sustainer|subscriber|donor)|support (our|us|independent|local|nonprofit|fearless|truthout|this|the) (\w+ ){0,2}(work|journalism|news|reporting|newsroom|media|coverage|site|publication|cause)|"
    r"(reader|member|listener)[- ](supported|funded)|(we|truthout) (need|needs|rely|relies|depend|depends) (\w+ ){0,3}(on )?(your|you|readers?|donations?)|chip in|"
    r"(can|could|will) you (\w+ )?(give|chip in|donate|help|spare|support|contribute|make)|your (\w+ )?(donations?|support|contributions?|gifts?)\b|monthly (donors?|gift|donation)|"
    r"(help|keep) (us|keep|fund|sustain) (\w+ ){0,5}(free|going|alive|independent|publishing|reporting|journalism|paywall)|fund(raising|raiser)|we('re| are) (asking|counting)|urgent(ly)? (\w+ )?(appeal|need|help)|"
    r"no paywalls?|without (a )?paywalls?|(before|by) midnight|if you('re| are) able|501\(c\)\(?3|donors?\b|match(ed|ing) (gift|dollar|donation)s?|corporate (advertis|fund|sponsor|money|influence)\w*|every (dollar|gift|donation))",
    re.IGNORECASE,
)


def asks(text: str) -> int:
    """How many different ways a text asks its readers for money."""
    return len({found.group(0).lower()[:12] for found in _ASKS.finditer(text)})


def named(element: Element) -> Verdict | None:
    """What kind of furniture an element is by its tag, role and class."""
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    if found := _ROLES.get(element.get("role", "")):
        return found
    name = classes(element)
    if name.isspace():
        return None
    return next((Verdict(rule.what, rule.why, rule.silent) for rule in NAMED if rule.names.search(name)), None)


def said(text: str) -> Verdict | None:
    """What kind of furniture a paragraph is by its words."""
    if len(text) > LONGEST_LABEL:
        return None
    return next((verdict for verdict, pattern in SAID if pattern.search(text)), None)


def linked(element: Element) -> float:
    """The share of an element's text that stands in links."""
    whole = len(words(element))
    return sum(len(words(link)) for link in element.iter("a")) / whole if whole else 0.0
