"""How each officer works, last year and this year: from this the records are made, and from the records the scores."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conduct:
    """One officer's year.

    `replies`: how the firms answer the five questions, best 5, worst 1, one pattern a reply in turn.
    """

    missed: int  # weeks of 52 without a visit, at each firm
    replies: tuple[str, ...]
    late: tuple[int, ...] = ()  # months whose ledger came late
    absent: tuple[int, ...] = ()  # months whose ledger never came
    overdue: int = 0  # issues closed too late


LAST_YEAR = {
    "A01": Conduct(5, ("54444", "54443", "54454"), late=(4,)),
    "A02": Conduct(3, ("55544", "55554", "55544")),
    "A03": Conduct(8, ("44344", "44433", "43443"), late=(2, 7), absent=(8,), overdue=2),
    "A04": Conduct(5, ("54444", "44444", "55444"), overdue=1),
    "A05": Conduct(6, ("54444", "44443", "54443"), late=(5,), overdue=1),
    "A06": Conduct(6, ("44443", "54443"), late=(9,)),
    "A07": Conduct(3, ("55554", "55544"), late=(7,)),
    "A08": Conduct(6, ("54443", "44444", "54444"), overdue=1),
    "A09": Conduct(4, ("55444", "55544"), late=(1,)),
    "A10": Conduct(25, ("44333", "43333"), late=(3, 6), absent=(8,), overdue=2),
    "A11": Conduct(7, ("44433", "43433"), late=(10,), overdue=2),
    "A12": Conduct(10, ("44433", "43343"), late=(3,), absent=(6,), overdue=2),
    "A13": Conduct(5, ("44444", "54434"), overdue=1),
    "A14": Conduct(5, ()),
}
THIS_YEAR = {
    "A01": Conduct(4, ("54444", "55444"), late=(2,)),
    "A02": Conduct(3, ("55554", "55544")),
    "A03": Conduct(7, ("44433", "44443"), late=(3,), absent=(5,), overdue=1),
    "A04": Conduct(4, ("54444", "55444"), overdue=1),
    "A05": Conduct(5, ("54444", "55444")),
    "A06": Conduct(5, ("54443", "44444"), overdue=1),
    "A07": Conduct(2, ("55554", "55554")),
    "A08": Conduct(7, ("44443", "54443"), late=(6,)),
    "A09": Conduct(4, ("55444", "55554"), late=(3,)),
    "A10": Conduct(17, ("44333", "43332"), late=(1, 4), absent=(7,), overdue=2),
    "A11": Conduct(5, ("54443", "44444"), late=(8,)),
    "A12": Conduct(9, ("44433", "43333"), absent=(4,), overdue=1),
    "A13": Conduct(4, ("55444", "54444"), overdue=1),
    "A14": Conduct(5, ("54443",)),
}
CONDUCT = (LAST_YEAR, THIS_YEAR)

#: quarters without a policy briefing at a firm, last year and this year
SILENT_QUARTERS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "沁渊精铸": ((2, 3, 4), (3,)),
    "禾岫食品": ((4,), ()),
    "鼎岑仪表": ((2,), (3,)),
    "砺川刀具": ((1, 3), ()),
    "璃川玻璃": ((3,), ()),
    "渡川专用车": ((4,), (2,)),
    "锦沅化纤": ((2,), ()),
    "鹿汀乳业": ((3,), ()),
    "翠岑茶业": ((2,), (1,)),
    "远岫机电": ((1, 3, 4), (2, 3)),
    "嵩沅铸锻": ((3, 4), (2,)),
    "松岑包装": ((4,), ()),
    "云畲生物": ((1, 4), (3,)),
    "窑岭陶瓷": ((2, 4), ()),
}
