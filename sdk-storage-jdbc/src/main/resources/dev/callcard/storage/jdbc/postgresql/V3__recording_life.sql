-- Callcard, tables in version 3: the life of recordings, links that share them, who did what, legal hold, and what was erased.

-- due_at: when somebody has to look after the recording next, of whatever project.
alter table ${schema}.${prefix}recording
    alter column version drop not null,
    alter column content_type drop not null,
    alter column size_bytes drop not null,
    alter column sha256 drop not null,
    add column state text collate "C" not null default 'READY',
    add column reason text,
    add column tries integer not null default 0,
    add column due_at timestamptz,
    add column removed_by text,
    add column removed_at timestamptz,
    add column requested_by text,
    add column requested_at timestamptz,
    add column available_until timestamptz,
    add column analysed boolean not null default false;
update ${schema}.${prefix}recording set due_at = current_timestamp where due_at is null and sha256 is not null;
create index ${prefix}recording_by_due on ${schema}.${prefix}recording (due_at, project_id, call_id);

-- What there is to see of audio, packed.
create table ${schema}.${prefix}recording_analysis (
    project_id text collate "C" not null,
    call_id uuid not null,
    version uuid not null,
    analysis bytea not null,
    primary key (project_id, call_id, version)
);

-- Bytes that no recording names any more, to be deleted.
create table ${schema}.${prefix}discarded_recording (
    project_id text collate "C" not null,
    call_id uuid not null,
    version uuid not null,
    discarded_at timestamptz not null,
    primary key (project_id, call_id, version)
);

create index ${prefix}discarded_by_time on ${schema}.${prefix}discarded_recording (discarded_at, project_id);

-- token_hash is SHA-256 of a token that is not kept.
create table ${schema}.${prefix}share_link (
    project_id text collate "C" not null,
    link_id uuid not null,
    call_id uuid not null,
    token_hash text collate "C" not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    access_count bigint not null,
    primary key (project_id, link_id)
);

create unique index ${prefix}share_link_by_token on ${schema}.${prefix}share_link (project_id, token_hash);
create index ${prefix}share_link_by_call on ${schema}.${prefix}share_link (project_id, call_id, created_at, link_id);

create table ${schema}.${prefix}audit (
    project_id text collate "C" not null,
    happened_at timestamptz not null,
    audit_id uuid not null,
    actor_id text not null,
    actor text not null,
    action text collate "C" not null,
    call_id uuid,
    customer_id uuid,
    detail text,
    primary key (project_id, happened_at, audit_id)
);

create table ${schema}.${prefix}legal_hold (
    project_id text collate "C" not null,
    customer_id uuid not null,
    placed_by text not null,
    placed_at timestamptz not null,
    reason text,
    primary key (project_id, customer_id)
);

-- Keyed hashes of what was erased; nothing can be read from them without the key of the host.
create table ${schema}.${prefix}erased (
    project_id text collate "C" not null,
    kind text collate "C" not null,
    hash text collate "C" not null,
    erased_at timestamptz not null,
    primary key (project_id, kind, hash)
);

-- Since when a project is not active any more.
alter table ${schema}.${prefix}project add column inactive_since timestamptz;

insert into ${schema}.${prefix}schema_version (version, installed_at) values (3, current_timestamp);
