-- Callcard, tables in version 4: when the recordings of a project are to be held against their bytes; hashes of
-- hosts' own making may be as long as SHA-512's.

alter table ${schema}.${prefix}project add column if not exists reconcile_at datetime(6) not null default '1970-01-01 00:00:00';
create index if not exists ${prefix}project_by_reconcile on ${schema}.${prefix}project (reconcile_at);

alter table ${schema}.${prefix}erased modify hash varchar(128) not null;

insert into ${schema}.${prefix}schema_version (version, installed_at) values (4, utc_timestamp(6))
    on duplicate key update version = version;
