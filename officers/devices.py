"""What a browser says of itself, in plain words: 安卓手机，微信. It proves nothing, it helps its owner remember."""

#: the first that is found names it; the order matters, since most claim to be several
MACHINES = (
    ("HarmonyOS", "鸿蒙手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓手机"),
    ("Windows", "Windows电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux电脑"),
)
BROWSERS = (
    ("wxwork", "政务微信或企业微信"),
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MQQBrowser", "QQ浏览器"),
    ("QQBrowser", "QQ浏览器"),
    ("UCBrowser", "UC浏览器"),
    ("Edg", "Edge浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome内核浏览器"),
    ("Safari", "Safari浏览器"),
)


def device_of(request) -> str:
    """Machine and browser in words."""
    agent = request.headers.get("User-Agent", "")
    machine = next((words for mark, words in MACHINES if mark in agent), "未知设备")
    browser = next((words for mark, words in BROWSERS if mark in agent), "其他浏览器")
    return f"{machine}，{browser}"
