-- Callcard, tables in version 1. ${schema} and ${prefix} are replaced by Callcard, or by Flyway as placeholders.
-- Every primary key begins with the project; ids are made by the application; there are no sequences and no foreign keys.
-- Primary keys are made after the indexes: in a table without statistics PostgreSQL takes the youngest of several indexes that look
-- equally good, and keeps to it in prepared statements.
-- Texts that are compared or ordered have the collation C: equal means the same bytes.

-- Which scripts ran.
create table ${schema}.${prefix}schema_version (
    version integer not null primary key,
    installed_at timestamptz not null
);

create table ${schema}.${prefix}project (
    project_id text collate "C" not null primary key,
    settings text not null,
    past_rules text not null,
    version bigint not null,
    session_timeout_ms bigint not null
);

-- What makes reports speak of the same call; locked while reports are merged.
create table ${schema}.${prefix}call_key (
    project_id text collate "C" not null,
    provider text collate "C" not null,
    account text collate "C" not null,
    provider_call_id text collate "C" not null,
    call_id uuid not null
);
alter table ${schema}.${prefix}call_key add primary key (project_id, provider, account, provider_call_id);

-- state holds everything that was reported, facts what people see of it, packed; the other columns are searched by.
create table ${schema}.${prefix}call (
    project_id text collate "C" not null,
    call_id uuid not null,
    customer_id uuid not null,
    provider text collate "C" not null,
    account text collate "C" not null,
    provider_call_id text collate "C" not null,
    origin text collate "C" not null,
    received_at timestamptz not null,
    state text not null,
    type text collate "C",
    started_at timestamptz not null,
    outcome text collate "C" not null,
    agent_id text collate "C",
    visitor_id text collate "C",
    facts bytea not null,
    qualification text collate "C" not null
);
create index ${prefix}call_by_start on ${schema}.${prefix}call (project_id, started_at, call_id);
create index ${prefix}call_by_customer on ${schema}.${prefix}call (project_id, customer_id, started_at, call_id);
create index ${prefix}call_by_agent on ${schema}.${prefix}call (project_id, customer_id, agent_id, started_at, call_id);
create index ${prefix}call_by_worth on ${schema}.${prefix}call (project_id, customer_id, qualification, started_at);
alter table ${schema}.${prefix}call add primary key (project_id, call_id);

create table ${schema}.${prefix}customer (
    project_id text collate "C" not null,
    customer_id uuid not null,
    number_kind text collate "C" not null,
    number_key text collate "C" not null,
    total_calls bigint not null,
    total_sessions bigint not null
);
create unique index ${prefix}customer_by_number on ${schema}.${prefix}customer (project_id, number_kind, number_key);
alter table ${schema}.${prefix}customer add primary key (project_id, customer_id);

-- One row per visitor, to be locked.
create table ${schema}.${prefix}visitor (
    project_id text collate "C" not null,
    visitor_id text collate "C" not null
);
alter table ${schema}.${prefix}visitor add primary key (project_id, visitor_id);

create table ${schema}.${prefix}visit_event (
    project_id text collate "C" not null,
    event_id text collate "C" not null,
    visitor_id text collate "C" not null,
    heartbeat boolean not null,
    happened_at timestamptz not null,
    url text,
    title text,
    referrer text,
    device text,
    os text,
    browser text,
    ip text,
    has_place boolean not null,
    country text,
    region text,
    city text
);
create index ${prefix}visit_event_by_visitor on ${schema}.${prefix}visit_event (project_id, visitor_id, happened_at);
alter table ${schema}.${prefix}visit_event add primary key (project_id, event_id);

-- visit holds the session, packed, with its first 20 pages, more_pages the others.
create table ${schema}.${prefix}session (
    project_id text collate "C" not null,
    session_id uuid not null,
    visitor_id text collate "C" not null,
    opening_event text collate "C" not null,
    started_at timestamptz not null,
    last_seen_at timestamptz not null,
    source_folded text,
    visit bytea not null,
    more_pages bytea
);
alter table ${schema}.${prefix}session alter column visit set storage external;
create index ${prefix}session_by_visitor on ${schema}.${prefix}session (project_id, visitor_id, started_at, session_id);
alter table ${schema}.${prefix}session add primary key (project_id, session_id);

-- The four tables of what is counted: see docs/counters.md.
create table ${schema}.${prefix}customer_visitor (
    project_id text collate "C" not null,
    customer_id uuid not null,
    visitor_id text collate "C" not null,
    calls bigint not null
);
create index ${prefix}customer_visitor_by_visitor
    on ${schema}.${prefix}customer_visitor (project_id, visitor_id, customer_id);
alter table ${schema}.${prefix}customer_visitor add primary key (project_id, customer_id, visitor_id);

create table ${schema}.${prefix}customer_session (
    project_id text collate "C" not null,
    customer_id uuid not null,
    started_at timestamptz not null,
    session_id uuid not null,
    direct boolean not null,
    last_seen_at timestamptz not null,
    visit bytea not null
);
alter table ${schema}.${prefix}customer_session alter column visit set storage external;
create index ${prefix}customer_session_by_direct
    on ${schema}.${prefix}customer_session (project_id, customer_id, direct, started_at, session_id);
alter table ${schema}.${prefix}customer_session add primary key (project_id, customer_id, started_at, session_id);

create table ${schema}.${prefix}customer_day (
    project_id text collate "C" not null,
    customer_id uuid not null,
    utc_day date not null,
    activity bytea not null
);
-- Packed already: to unpack it once more costs more than to read it.
alter table ${schema}.${prefix}customer_day alter column activity set storage external;
alter table ${schema}.${prefix}customer_day add primary key (project_id, customer_id, utc_day);

create table ${schema}.${prefix}annotation (
    project_id text collate "C" not null,
    call_id uuid not null,
    version bigint not null,
    categories text not null,
    manager_rating integer,
    manager_rated_by text,
    manager_rated_at timestamptz,
    call_rating integer,
    call_rated_by text,
    call_rated_at timestamptz
);
alter table ${schema}.${prefix}annotation add primary key (project_id, call_id);

-- Every rating that was ever given (or cleared: null).
create table ${schema}.${prefix}rating_history (
    project_id text collate "C" not null,
    call_id uuid not null,
    version bigint not null,
    part text collate "C" not null,
    rating integer,
    rated_by text not null,
    rated_at timestamptz not null
);
alter table ${schema}.${prefix}rating_history add primary key (project_id, call_id, version, part);

create table ${schema}.${prefix}call_category (
    project_id text collate "C" not null,
    category_id text collate "C" not null,
    call_id uuid not null
);
alter table ${schema}.${prefix}call_category add primary key (project_id, category_id, call_id);

create table ${schema}.${prefix}comment (
    project_id text collate "C" not null,
    comment_id uuid not null,
    call_id uuid not null,
    version bigint not null,
    written text not null,
    written_folded text not null,
    audio_offset_us bigint,
    author_id text not null,
    author text not null,
    created_at timestamptz not null,
    edited_at timestamptz
);
create index ${prefix}comment_by_call on ${schema}.${prefix}comment (project_id, call_id, created_at, comment_id);
alter table ${schema}.${prefix}comment add primary key (project_id, comment_id);

create table ${schema}.${prefix}recording (
    project_id text collate "C" not null,
    call_id uuid not null,
    version uuid not null,
    content_type text not null,
    size_bytes bigint not null,
    sha256 text not null,
    duration_us bigint
);
alter table ${schema}.${prefix}recording add primary key (project_id, call_id);

insert into ${schema}.${prefix}schema_version (version, installed_at) values (1, current_timestamp);
