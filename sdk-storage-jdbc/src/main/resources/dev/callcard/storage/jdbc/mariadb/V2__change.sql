-- Callcard, tables in version 2: what changed in the call log, for those who follow it live. Rows of a day; the oldest are deleted.

create table if not exists ${schema}.${prefix}change (
    project_id varchar(64) not null,
    changed_at datetime(6) not null,
    change_id binary(16) not null,
    call_id binary(16) not null,
    kind varchar(32) not null,
    primary key (project_id, changed_at, change_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

insert into ${schema}.${prefix}schema_version (version, installed_at) values (2, utc_timestamp(6))
    on duplicate key update version = version;
