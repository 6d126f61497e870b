-- Callcard, tables in version 5: what providers pushed, what of it was put aside, and how far they were polled.

-- Masked, to tell where the data of a call came from.
create table ${schema}.${prefix}provider_event (
    project_id text not null,
    call_id uuid not null,
    event_id uuid not null,
    provider text not null,
    account text not null,
    received_at timestamptz not null,
    body text not null,
    primary key (project_id, call_id, event_id)
);

create index ${prefix}provider_event_by_time on ${schema}.${prefix}provider_event (received_at, project_id);

-- Whole as it came, until somebody has looked at it.
create table ${schema}.${prefix}quarantined_event (
    project_id text not null,
    event_id uuid not null,
    provider text not null,
    account text not null,
    received_at timestamptz not null,
    reason text not null,
    query_string text not null,
    content_type text not null,
    body bytea not null,
    primary key (project_id, event_id)
);

create index ${prefix}quarantined_event_by_start on ${schema}.${prefix}quarantined_event (project_id, received_at, event_id);
create index ${prefix}quarantined_event_by_time on ${schema}.${prefix}quarantined_event (received_at, project_id);

create table ${schema}.${prefix}poll (
    project_id text not null,
    provider text not null,
    account text not null,
    polled_until timestamptz,
    due_at timestamptz not null,
    ran_at timestamptz,
    failures integer not null,
    failure text,
    healed_at timestamptz,
    missed bigint not null,
    completed bigint not null,
    unreadable bigint not null,
    primary key (project_id, provider, account)
);

insert into ${schema}.${prefix}schema_version (version, installed_at) values (5, current_timestamp);
