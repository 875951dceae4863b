#!/usr/bin/env bash
# Run once by the database of compose.yaml: a role for nodes that reads what the publisher makes, and nothing else.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set password="$NODE_PASSWORD" <<'SQL'
CREATE ROLE homeward_node LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE homeward_node SET default_transaction_read_only = on;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO homeward_node;
ALTER DEFAULT PRIVILEGES FOR ROLE homeward GRANT USAGE ON SCHEMAS TO homeward_node;
ALTER DEFAULT PRIVILEGES FOR ROLE homeward GRANT SELECT ON TABLES TO homeward_node;
SQL
