"""The sheets 企业, 结对, 豁免, 走访, 工作台账, 政策支持, 企业问题 and 表彰通报."""

from .enterprises import Enterprises, Honours, PolicySupports
from .issues import Issues
from .ledgers import Ledgers
from .pairings import Exemptions, Pairings
from .visits import Visits

SHEETS = (Enterprises, Pairings, Exemptions, Visits, Ledgers, PolicySupports, Issues, Honours)

__all__ = [
    "SHEETS",
    "Enterprises",
    "Exemptions",
    "Honours",
    "Issues",
    "Ledgers",
    "Pairings",
    "PolicySupports",
    "Visits",
]
