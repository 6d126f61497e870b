-- Callcard, tables in version 5: what providers pushed, what of it was put aside, and how far they were polled.

-- Masked, to tell where the data of a call came from.
create table if not exists ${schema}.${prefix}provider_event (
    project_id varchar not null,
    call_id uuid not null,
    event_id uuid not null,
    provider varchar not null,
    account varchar not null,
    received_at timestamp(6) with time zone not null,
    body varchar not null,
    primary key (project_id, call_id, event_id)
);

create index if not exists ${prefix}provider_event_by_time on ${schema}.${prefix}provider_event (received_at, project_id);

-- Whole as it came, until somebody has looked at it.
create table if not exists ${schema}.${prefix}quarantined_event (
    project_id varchar not null,
    event_id uuid not null,
    provider varchar not null,
    account varchar not null,
    received_at timestamp(6) with time zone not null,
    reason varchar not null,
    query_string varchar not null,
    content_type varchar not null,
    body blob not null,
    primary key (project_id, event_id)
);

create index if not exists ${prefix}quarantined_event_by_start on ${schema}.${prefix}quarantined_event (project_id, received_at, event_id);
create index if not exists ${prefix}quarantined_event_by_time on ${schema}.${prefix}quarantined_event (received_at, project_id);

create table if not exists ${schema}.${prefix}poll (
    project_id varchar not null,
    provider varchar not null,
    account varchar not null,
    polled_until timestamp(6) with time zone,
    due_at timestamp(6) with time zone not null,
    ran_at timestamp(6) with time zone,
    failures integer not null,
    failure varchar,
    healed_at timestamp(6) with time zone,
    missed bigint not null,
    completed bigint not null,
    unreadable bigint not null,
    primary key (project_id, provider, account)
);

merge into ${schema}.${prefix}schema_version (version, installed_at) key (version) values (5, current_timestamp);
