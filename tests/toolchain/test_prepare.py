"""`manage.py prepare` does what is missing and leaves the rest alone."""

from tests.toolchain.processes import python

OWN_DISTRICT = "from officers.models import District; District.objects.create(code='D01', name='某区')"


def test_a_checkout_with_records_of_its_own_is_served_as_it_is(tmp_path):
    told = {"VAR_DIR": str(tmp_path)}
    assert python("manage.py", "migrate", "--verbosity", "0", **told).returncode == 0
    assert python("manage.py", "shell", "--no-imports", "-c", OWN_DISTRICT, **told).returncode == 0
    done = python("manage.py", "prepare", **told)
    assert done.returncode == 0, done.stderr
    assert "演示数据：没有建立" in done.stdout
    assert "演示账号" not in done.stdout
    again = python("manage.py", "prepare", **told)
    assert "静态文件：没有变化" in again.stdout
    assert "数据库：没有变化" in again.stdout


def test_a_database_that_is_not_there_is_named_in_a_sentence(tmp_path):
    nobody = "postgresql://app@127.0.0.1:9/site"
    done = python("manage.py", "prepare", VAR_DIR=str(tmp_path), DATABASE_URL=nobody)
    assert done.returncode == 1
    assert "连不上数据库" in done.stderr
    assert "Traceback" not in done.stderr
