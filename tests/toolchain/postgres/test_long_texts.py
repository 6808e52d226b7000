"""Sheets are long texts by the hundred thousand: PostgreSQL packs them by its fast method where it has one."""

import pytest

PACKED = [("assessment_factsheet", "body"), ("assessment_scoresheet", "account")]


@pytest.fixture
def ask(migrated):
    connection = migrated.connect()
    cursor = connection.cursor()

    def answer(question, *values):
        cursor.execute(question, values)
        return cursor.fetchone()[0]

    yield answer
    connection.close()


@pytest.mark.parametrize(("table", "column"), PACKED)
def test_the_texts_of_sheets_are_packed_by_lz4_where_the_server_has_it(ask, table, column):
    has_lz4 = ask("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
    packed = ask(
        "SELECT attcompression::text FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s", table, column
    )
    assert packed == ("l" if has_lz4 else "")
