-- Callcard, tables in version 4: when the recordings of a project are to be held against their bytes.

alter table ${schema}.${prefix}project add column reconcile_at timestamptz not null default '1970-01-01 00:00:00+00';
create index ${prefix}project_by_reconcile on ${schema}.${prefix}project (reconcile_at);

insert into ${schema}.${prefix}schema_version (version, installed_at) values (4, current_timestamp);
