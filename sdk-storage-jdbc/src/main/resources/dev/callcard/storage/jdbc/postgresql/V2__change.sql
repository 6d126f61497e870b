-- Callcard, tables in version 2: what changed in the call log, for those who follow it live. Rows of a day; the oldest are deleted.

create table ${schema}.${prefix}change (
    project_id text collate "C" not null,
    changed_at timestamptz not null,
    change_id uuid not null,
    call_id uuid not null,
    kind text not null,
    primary key (project_id, changed_at, change_id)
);

insert into ${schema}.${prefix}schema_version (version, installed_at) values (2, current_timestamp);
