"""Text that would run if a page took it for more than text: shown in a browser, none of it may."""

CALL = "alert(1)"
TAGS = (
    "img src=x onerror={}",
    "svg onload={}",
    "body onload={}",
    "details open ontoggle={}",
    "video><source onerror={}",
    "input autofocus onfocus={}",
    "marquee onstart={}",
    "iframe srcdoc='<script>{}</script>'",
    "iframe src=javascript:{}",
    "object data=javascript:{}",
    "embed src=javascript:{}",
    "a href=javascript:{}",
    "form action=javascript:{}><button",
    "math><mtext><script>{}</script",
    "script>{}</script",
    "style>@import 'javascript:{}'</style",
    "base href=javascript:{}//",
    "meta http-equiv=refresh content=0;url=javascript:{}",
    "link rel=stylesheet href=javascript:{}",
    "template><script>{}</script>",
)
#: what would end the place where the text stands before the tag begins
ENDINGS = ("", '">', "'>", "</td></tr></table>", "</script>", "--></style>", "“”>")
#: the same sign by other signs: full width, an entity, with what is not seen in between
DISGUISES = (
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "<\u200b"),
    lambda text: "\u202e" + text,
)
PLAIN = tuple(f"{ending}<{tag.format(CALL)}>" for tag in TAGS for ending in ENDINGS)
PAYLOADS = (*PLAIN, *(disguise(text) for text in PLAIN[:: len(ENDINGS)] for disguise in DISGUISES))
