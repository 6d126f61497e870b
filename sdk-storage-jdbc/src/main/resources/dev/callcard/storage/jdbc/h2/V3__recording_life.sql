-- Callcard, tables in version 3: the life of recordings, links that share them, who did what, legal hold, and what was erased.

-- due_at: when somebody has to look after the recording next, of whatever project.
alter table ${schema}.${prefix}recording alter column version drop not null;
alter table ${schema}.${prefix}recording alter column content_type drop not null;
alter table ${schema}.${prefix}recording alter column size_bytes drop not null;
alter table ${schema}.${prefix}recording alter column sha256 drop not null;
alter table ${schema}.${prefix}recording add column if not exists state varchar not null default 'READY';
alter table ${schema}.${prefix}recording add column if not exists reason varchar;
alter table ${schema}.${prefix}recording add column if not exists tries integer not null default 0;
alter table ${schema}.${prefix}recording add column if not exists due_at timestamp(6) with time zone;
alter table ${schema}.${prefix}recording add column if not exists removed_by varchar;
alter table ${schema}.${prefix}recording add column if not exists removed_at timestamp(6) with time zone;
alter table ${schema}.${prefix}recording add column if not exists requested_by varchar;
alter table ${schema}.${prefix}recording add column if not exists requested_at timestamp(6) with time zone;
alter table ${schema}.${prefix}recording add column if not exists available_until timestamp(6) with time zone;
alter table ${schema}.${prefix}recording add column if not exists analysed boolean not null default false;
update ${schema}.${prefix}recording set due_at = current_timestamp where due_at is null and sha256 is not null;
create index if not exists ${prefix}recording_by_due on ${schema}.${prefix}recording (due_at, project_id, call_id);

-- What there is to see of audio, packed.
create table if not exists ${schema}.${prefix}recording_analysis (
    project_id varchar not null,
    call_id uuid not null,
    version uuid not null,
    analysis varbinary not null,
    primary key (project_id, call_id, version)
);

-- Bytes that no recording names any more, to be deleted.
create table if not exists ${schema}.${prefix}discarded_recording (
    project_id varchar not null,
    call_id uuid not null,
    version uuid not null,
    discarded_at timestamp(6) with time zone not null,
    primary key (project_id, call_id, version)
);

create index if not exists ${prefix}discarded_by_time on ${schema}.${prefix}discarded_recording (discarded_at, project_id);

-- token_hash is SHA-256 of a token that is not kept.
create table if not exists ${schema}.${prefix}share_link (
    project_id varchar not null,
    link_id uuid not null,
    call_id uuid not null,
    token_hash varchar not null,
    created_by varchar not null,
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone,
    access_count bigint not null,
    primary key (project_id, link_id)
);

create unique index if not exists ${prefix}share_link_by_token on ${schema}.${prefix}share_link (project_id, token_hash);
create index if not exists ${prefix}share_link_by_call on ${schema}.${prefix}share_link (project_id, call_id, created_at, link_id);

create table if not exists ${schema}.${prefix}audit (
    project_id varchar not null,
    happened_at timestamp(6) with time zone not null,
    audit_id uuid not null,
    actor_id varchar not null,
    actor varchar not null,
    action varchar not null,
    call_id uuid,
    customer_id uuid,
    detail varchar,
    primary key (project_id, happened_at, audit_id)
);

create table if not exists ${schema}.${prefix}legal_hold (
    project_id varchar not null,
    customer_id uuid not null,
    placed_by varchar not null,
    placed_at timestamp(6) with time zone not null,
    reason varchar,
    primary key (project_id, customer_id)
);

-- Keyed hashes of what was erased; nothing can be read from them without the key of the host.
create table if not exists ${schema}.${prefix}erased (
    project_id varchar not null,
    kind varchar not null,
    hash varchar not null,
    erased_at timestamp(6) with time zone not null,
    primary key (project_id, kind, hash)
);

-- Since when a project is not active any more.
alter table ${schema}.${prefix}project add column if not exists inactive_since timestamp(6) with time zone;

merge into ${schema}.${prefix}schema_version (version, installed_at) key (version) values (3, current_timestamp);
