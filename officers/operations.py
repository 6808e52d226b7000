"""Migration operations for laws that the ORM cannot say on both databases. The dialects live here and nowhere else.

SQLite loses a table's triggers when a later migration rebuilds the table: such a migration must apply the operation
again, and the tests of each law fail until it does.
"""

from django.db.migrations.operations.base import Operation


class BothDatabases(Operation):
    """An operation with one branch for PostgreSQL and one for SQLite, each a list of statements and its undoing."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        """The law is the database's alone: the project state does not know it."""

    def postgresql(self):
        raise NotImplementedError

    def sqlite(self):
        raise NotImplementedError

    def _branch(self, schema_editor):
        return self.postgresql() if schema_editor.connection.vendor == "postgresql" else self.sqlite()

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self._branch(schema_editor)[0]:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self._branch(schema_editor)[1]:
            schema_editor.execute(statement, params=None)


class NoOverlap(BothDatabases):
    """Rows of `table` that share `key` must not overlap in [starts, ends] (both days in, NULL = open), voids apart."""

    def __init__(self, name, table, key, message):
        self.name, self.table, self.key, self.message = name, table, key, message

    def deconstruct(self):
        return self.__class__.__name__, [self.name, self.table, self.key, self.message], {}

    def describe(self):
        return f"No overlapping rows in {self.table} per {self.key}"

    @property
    def migration_name_fragment(self):
        return self.name

    def postgresql(self):
        # a range of one number instead of "=" keeps btree_gist, an extension, out of the installation
        return (
            [
                f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} EXCLUDE USING gist ("
                f"int8range({self.key}, {self.key}, '[]') WITH &&, daterange(starts, ends, '[]') WITH &&)"
                f" WHERE (voided_at IS NULL)"
            ],
            [f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"],
        )

    def sqlite(self):
        body = (
            f"FOR EACH ROW WHEN NEW.voided_at IS NULL AND EXISTS (SELECT 1 FROM {self.table} o"
            f" WHERE o.{self.key} = NEW.{self.key} AND o.id <> NEW.id AND o.voided_at IS NULL"
            f" AND o.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(o.ends, '9999-12-31'))"
            f" BEGIN SELECT RAISE(ABORT, '{self.name}: {self.message}'); END"
        )
        return (
            [
                # the row's own id is not known before the insert, hence AFTER
                f"CREATE TRIGGER {self.name}_insert AFTER INSERT ON {self.table} {body}",
                f"CREATE TRIGGER {self.name}_update AFTER UPDATE OF {self.key}, starts, ends, voided_at"
                f" ON {self.table} {body}",
            ],
            [f"DROP TRIGGER {self.name}_insert", f"DROP TRIGGER {self.name}_update"],
        )


class Refuse(BothDatabases):
    """Refuse `events` (e.g. ["UPDATE", "DELETE"]) on rows of `table` for which `condition` holds, with a sentence.

    `condition` is SQL that both databases read, over the row `OLD` (or `NEW` for INSERT).
    """

    def __init__(self, name, table, events, condition, message):
        self.name, self.table, self.events = name, table, list(events)
        self.condition, self.message = condition, message

    def deconstruct(self):
        return self.__class__.__name__, [self.name, self.table, self.events, self.condition, self.message], {}

    def describe(self):
        return f"Refuse {'/'.join(self.events)} on {self.table}"

    @property
    def migration_name_fragment(self):
        return self.name

    def postgresql(self):
        return (
            [
                f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF {self.condition} THEN RAISE EXCEPTION '{self.name}: {self.message}' USING ERRCODE = '23514';"
                f" END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
                f"CREATE TRIGGER {self.name} BEFORE {' OR '.join(self.events)} ON {self.table}"
                f" FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            ],
            [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"],
        )

    def sqlite(self):
        names = {event: f"{self.name}_{event.lower()}" for event in self.events}
        return (
            [
                f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW WHEN {self.condition}"
                f" BEGIN SELECT RAISE(ABORT, '{self.name}: {self.message}'); END"
                for event, name in names.items()
            ],
            [f"DROP TRIGGER {name}" for name in names.values()],
        )


class CompressFast(BothDatabases):
    """Long texts in `columns` of `table` are packed by lz4, where the server has it: writing costs a fifth."""

    def __init__(self, table, columns):
        self.table, self.columns = table, list(columns)

    def deconstruct(self):
        return self.__class__.__name__, [self.table, self.columns], {}

    def describe(self):
        return f"Pack the long texts of {self.table} by lz4"

    @property
    def migration_name_fragment(self):
        return f"{self.table}_compression"

    def _alter(self, method):
        columns = ", ".join(f"ALTER COLUMN {column} SET COMPRESSION {method}" for column in self.columns)
        return f"ALTER TABLE {self.table} {columns}"

    def postgresql(self):
        known = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
        return (
            [f"DO $$ BEGIN IF EXISTS ({known}) THEN {self._alter('lz4')}; END IF; END $$"],
            [f"DO $$ BEGIN IF EXISTS ({known}) THEN {self._alter('default')}; END IF; END $$"],
        )

    def sqlite(self):
        return [], []
