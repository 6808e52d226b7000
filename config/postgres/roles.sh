#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: the owner of the schema, and the application, which owns nothing.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" --set=database="$POSTGRES_DB" <<'SQL'
CREATE ROLE owner LOGIN PASSWORD :'owner_password';
CREATE ROLE app LOGIN PASSWORD :'app_password';
ALTER DATABASE :"database" OWNER TO owner;
ALTER SCHEMA public OWNER TO owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO app;
SQL
