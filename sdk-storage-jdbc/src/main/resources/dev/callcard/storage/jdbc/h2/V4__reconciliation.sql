-- Callcard, tables in version 4: when the recordings of a project are to be held against their bytes.

alter table ${schema}.${prefix}project
    add column if not exists reconcile_at timestamp(6) with time zone default timestamp with time zone '1970-01-01 00:00:00+00:00' not null;
create index if not exists ${prefix}project_by_reconcile on ${schema}.${prefix}project (reconcile_at);

merge into ${schema}.${prefix}schema_version (version, installed_at) key (version) values (4, current_timestamp);
