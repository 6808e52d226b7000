"""Which district a command is about."""

from .models import District


class DistrictProblem(Exception):
    """No district can be told; the message is a sentence for the user."""


def find_district(code: str | None) -> District:
    """The district with this code; without a code, the only one there is. Raises DistrictProblem."""
    if code:
        district = District.objects.filter(code=code).first()
        if district is None:
            raise DistrictProblem(f"没有代码为“{code}”的地区")
        return district
    district = District.objects.only_one()
    if district is None:
        codes = "、".join(District.objects.values_list("code", flat=True)[:20])
        raise DistrictProblem(
            f"有多个地区，请用 --district 指定：{codes}" if codes else "还没有地区，请先用 import_workbook 导入工作簿"
        )
    return district
