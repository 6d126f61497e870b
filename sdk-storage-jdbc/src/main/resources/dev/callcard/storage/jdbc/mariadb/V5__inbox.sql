-- Callcard, tables in version 5: what providers pushed, what of it was put aside, and how far they were polled.

-- Masked, to tell where the data of a call came from.
create table if not exists ${schema}.${prefix}provider_event (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    event_id binary(16) not null,
    provider varchar(64) not null,
    account varchar(255) not null,
    received_at datetime(6) not null,
    body mediumtext not null,
    primary key (project_id, call_id, event_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${prefix}provider_event_by_time on ${schema}.${prefix}provider_event (received_at, project_id);

-- Whole as it came, until somebody has looked at it.
create table if not exists ${schema}.${prefix}quarantined_event (
    project_id varchar(64) not null,
    event_id binary(16) not null,
    provider varchar(64) not null,
    account varchar(255) not null,
    received_at datetime(6) not null,
    reason mediumtext not null,
    query_string mediumtext not null,
    content_type varchar(255) not null,
    body mediumblob not null,
    primary key (project_id, event_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${prefix}quarantined_event_by_start on ${schema}.${prefix}quarantined_event (project_id, received_at, event_id);
create index if not exists ${prefix}quarantined_event_by_time on ${schema}.${prefix}quarantined_event (received_at, project_id);

create table if not exists ${schema}.${prefix}poll (
    project_id varchar(64) not null,
    provider varchar(64) not null,
    account varchar(255) not null,
    polled_until datetime(6),
    due_at datetime(6) not null,
    ran_at datetime(6),
    failures integer not null,
    failure mediumtext,
    healed_at datetime(6),
    missed bigint not null,
    completed bigint not null,
    unreadable bigint not null,
    primary key (project_id, provider, account)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

insert into ${schema}.${prefix}schema_version (version, installed_at) values (5, utc_timestamp(6))
    on duplicate key update version = version;
