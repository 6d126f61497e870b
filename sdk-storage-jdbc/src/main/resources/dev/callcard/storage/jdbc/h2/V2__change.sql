-- Callcard, tables in version 2: what changed in the call log, for those who follow it live. Rows of a day; the oldest are deleted.

create table if not exists ${schema}.${prefix}change (
    project_id varchar not null,
    changed_at timestamp(6) with time zone not null,
    change_id uuid not null,
    call_id uuid not null,
    kind varchar not null,
    primary key (project_id, changed_at, change_id)
);

merge into ${schema}.${prefix}schema_version (version, installed_at) key (version) values (2, current_timestamp);
