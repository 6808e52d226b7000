from django.db import migrations

from officers.operations import Refuse

PUBLISHED = "EXISTS (SELECT 1 FROM surveys_survey s WHERE s.id = {row}.survey_id AND s.published_at IS NOT NULL)"


class Migration(migrations.Migration):
    """What firms were promised and asked does not change under their hands."""

    dependencies = [("surveys", "0001_initial")]

    operations = [
        Refuse(
            "question_stands",
            "surveys_question",
            ["UPDATE"],
            PUBLISHED.format(row="OLD"),
            "调查已经发布，题目不能再改",
        ),
        Refuse(
            "question_comes_before",
            "surveys_question",
            ["INSERT"],
            PUBLISHED.format(row="NEW"),
            "调查已经发布，不能再加题目",
        ),
        Refuse(
            "survey_stands",
            "surveys_survey",
            ["UPDATE"],
            "OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR NEW.mode <> OLD.mode"
            " OR NEW.audience <> OLD.audience OR NEW.sample_seed <> OLD.sample_seed"
            " OR NEW.sample_pool <> OLD.sample_pool OR COALESCE(NEW.sample_size, 0) <> COALESCE(OLD.sample_size, 0)"
            " OR NEW.opens_at <> OLD.opens_at OR NEW.closes_at < OLD.closes_at OR NEW.district_id <> OLD.district_id)",
            "调查已经发布，方式、范围和开始时间不能再改，截止时间只能推后",
        ),
        Refuse(
            "survey_sealed_stands",
            "surveys_survey",
            ["UPDATE"],
            "OLD.sealed_at IS NOT NULL AND (NEW.sealed_at IS NULL OR NEW.closes_at <> OLD.closes_at)",
            "调查已经封存，不能再开",
        ),
        Refuse(
            "invitation_answered_once",
            "surveys_invitation",
            ["UPDATE"],
            "OLD.submitted AND NOT NEW.submitted AND NOT EXISTS (SELECT 1 FROM surveys_response r"
            " WHERE r.survey_id = OLD.survey_id AND r.enterprise_id = OLD.enterprise_id AND r.voided_at IS NOT NULL)",
            "已提交的答卷没有作废，不能再次邀请",
        ),
        Refuse("round_result_stands", "surveys_roundresult", ["UPDATE"], "1 = 1", "调查结果已经统计，不能再改"),
    ]
