-- Callcard, tables in version 3: the life of recordings, links that share them, who did what, legal hold, and what was erased.

-- due_at: when somebody has to look after the recording next, of whatever project.
alter table ${schema}.${prefix}recording
    modify column version binary(16),
    modify column content_type text,
    modify column size_bytes bigint,
    modify column sha256 text,
    add column if not exists state varchar(32) not null default 'READY',
    add column if not exists reason text,
    add column if not exists tries integer not null default 0,
    add column if not exists due_at datetime(6),
    add column if not exists removed_by text,
    add column if not exists removed_at datetime(6),
    add column if not exists requested_by text,
    add column if not exists requested_at datetime(6),
    add column if not exists available_until datetime(6),
    add column if not exists analysed boolean not null default false;
update ${schema}.${prefix}recording set due_at = utc_timestamp(6) where due_at is null and sha256 is not null;
create index if not exists ${prefix}recording_by_due on ${schema}.${prefix}recording (due_at, project_id, call_id);

-- What there is to see of audio, packed.
create table if not exists ${schema}.${prefix}recording_analysis (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    version binary(16) not null,
    analysis mediumblob not null,
    primary key (project_id, call_id, version)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- Bytes that no recording names any more, to be deleted.
create table if not exists ${schema}.${prefix}discarded_recording (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    version binary(16) not null,
    discarded_at datetime(6) not null,
    primary key (project_id, call_id, version)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${prefix}discarded_by_time on ${schema}.${prefix}discarded_recording (discarded_at, project_id);

-- token_hash is SHA-256 of a token that is not kept.
create table if not exists ${schema}.${prefix}share_link (
    project_id varchar(64) not null,
    link_id binary(16) not null,
    call_id binary(16) not null,
    token_hash varchar(64) not null,
    created_by text not null,
    created_at datetime(6) not null,
    expires_at datetime(6),
    access_count bigint not null,
    primary key (project_id, link_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create unique index if not exists ${prefix}share_link_by_token on ${schema}.${prefix}share_link (project_id, token_hash);
create index if not exists ${prefix}share_link_by_call on ${schema}.${prefix}share_link (project_id, call_id, created_at, link_id);

create table if not exists ${schema}.${prefix}audit (
    project_id varchar(64) not null,
    happened_at datetime(6) not null,
    audit_id binary(16) not null,
    actor_id text not null,
    actor text not null,
    action varchar(32) not null,
    call_id binary(16),
    customer_id binary(16),
    detail text,
    primary key (project_id, happened_at, audit_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}legal_hold (
    project_id varchar(64) not null,
    customer_id binary(16) not null,
    placed_by text not null,
    placed_at datetime(6) not null,
    reason text,
    primary key (project_id, customer_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- Keyed hashes of what was erased; nothing can be read from them without the key of the host.
create table if not exists ${schema}.${prefix}erased (
    project_id varchar(64) not null,
    kind varchar(32) not null,
    hash varchar(64) not null,
    erased_at datetime(6) not null,
    primary key (project_id, kind, hash)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- Since when a project is not active any more.
alter table ${schema}.${prefix}project add column if not exists inactive_since datetime(6);

insert into ${schema}.${prefix}schema_version (version, installed_at) values (3, utc_timestamp(6))
    on duplicate key update version = version;
