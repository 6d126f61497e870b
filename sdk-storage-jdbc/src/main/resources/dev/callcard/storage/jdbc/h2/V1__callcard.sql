-- Callcard, tables in version 1. ${schema} and ${prefix} are replaced by Callcard, or by Flyway as placeholders.
-- Every primary key begins with the project; ids are made by the application; there are no sequences and no foreign keys.
-- Texts are compared exactly; long ones are CLOB because VARCHAR ends at a million characters.

-- H2 commits after every statement, so each can be run again after a kill.

-- Which scripts ran.
create table if not exists ${schema}.${prefix}schema_version (
    version integer not null primary key,
    installed_at timestamp(6) with time zone not null
);

create table if not exists ${schema}.${prefix}project (
    project_id varchar not null primary key,
    settings clob not null,
    past_rules clob not null,
    version bigint not null,
    session_timeout_ms bigint not null
);

-- What makes reports speak of the same call; locked while reports are merged.
create table if not exists ${schema}.${prefix}call_key (
    project_id varchar not null,
    provider varchar not null,
    account varchar not null,
    provider_call_id varchar not null,
    call_id uuid not null,
    primary key (project_id, provider, account, provider_call_id)
);

-- state holds everything that was reported, facts what people see of it, packed; the other columns are searched by.
create table if not exists ${schema}.${prefix}call (
    project_id varchar not null,
    call_id uuid not null,
    customer_id uuid not null,
    provider varchar not null,
    account varchar not null,
    provider_call_id varchar not null,
    origin varchar not null,
    received_at timestamp(6) with time zone not null,
    state clob not null,
    type varchar,
    started_at timestamp(6) with time zone not null,
    outcome varchar not null,
    agent_id varchar,
    visitor_id varchar,
    facts blob not null,
    qualification varchar not null,
    primary key (project_id, call_id)
);
create index if not exists ${prefix}call_by_start on ${schema}.${prefix}call (project_id, started_at, call_id);
create index if not exists ${prefix}call_by_customer on ${schema}.${prefix}call (project_id, customer_id, started_at, call_id);
create index if not exists ${prefix}call_by_agent on ${schema}.${prefix}call (project_id, customer_id, agent_id, started_at, call_id);
create index if not exists ${prefix}call_by_worth on ${schema}.${prefix}call (project_id, customer_id, qualification, started_at);

create table if not exists ${schema}.${prefix}customer (
    project_id varchar not null,
    customer_id uuid not null,
    number_kind varchar not null,
    number_key varchar not null,
    total_calls bigint not null,
    total_sessions bigint not null,
    primary key (project_id, customer_id)
);
create unique index if not exists ${prefix}customer_by_number on ${schema}.${prefix}customer (project_id, number_kind, number_key);

-- One row per visitor, to be locked.
create table if not exists ${schema}.${prefix}visitor (
    project_id varchar not null,
    visitor_id varchar not null,
    primary key (project_id, visitor_id)
);

create table if not exists ${schema}.${prefix}visit_event (
    project_id varchar not null,
    event_id varchar not null,
    visitor_id varchar not null,
    heartbeat boolean not null,
    happened_at timestamp(6) with time zone not null,
    url varchar,
    title varchar,
    referrer varchar,
    device varchar,
    os varchar,
    browser varchar,
    ip varchar,
    has_place boolean not null,
    country varchar,
    region varchar,
    city varchar,
    primary key (project_id, event_id)
);
create index if not exists ${prefix}visit_event_by_visitor on ${schema}.${prefix}visit_event (project_id, visitor_id, happened_at);

-- visit holds the session, packed, with its first 20 pages, more_pages the others.
create table if not exists ${schema}.${prefix}session (
    project_id varchar not null,
    session_id uuid not null,
    visitor_id varchar not null,
    opening_event varchar not null,
    started_at timestamp(6) with time zone not null,
    last_seen_at timestamp(6) with time zone not null,
    source_folded varchar,
    visit blob not null,
    more_pages blob,
    primary key (project_id, session_id)
);
create index if not exists ${prefix}session_by_visitor on ${schema}.${prefix}session (project_id, visitor_id, started_at, session_id);

-- The four tables of what is counted: see docs/counters.md.
create table if not exists ${schema}.${prefix}customer_visitor (
    project_id varchar not null,
    customer_id uuid not null,
    visitor_id varchar not null,
    calls bigint not null,
    primary key (project_id, customer_id, visitor_id)
);
create index if not exists ${prefix}customer_visitor_by_visitor
    on ${schema}.${prefix}customer_visitor (project_id, visitor_id, customer_id);

create table if not exists ${schema}.${prefix}customer_session (
    project_id varchar not null,
    customer_id uuid not null,
    started_at timestamp(6) with time zone not null,
    session_id uuid not null,
    direct boolean not null,
    last_seen_at timestamp(6) with time zone not null,
    visit blob not null,
    primary key (project_id, customer_id, started_at, session_id)
);
create index if not exists ${prefix}customer_session_by_direct
    on ${schema}.${prefix}customer_session (project_id, customer_id, direct, started_at, session_id);

create table if not exists ${schema}.${prefix}customer_day (
    project_id varchar not null,
    customer_id uuid not null,
    utc_day date not null,
    activity blob not null,
    primary key (project_id, customer_id, utc_day)
);

create table if not exists ${schema}.${prefix}annotation (
    project_id varchar not null,
    call_id uuid not null,
    version bigint not null,
    categories varchar not null,
    manager_rating integer,
    manager_rated_by varchar,
    manager_rated_at timestamp(6) with time zone,
    call_rating integer,
    call_rated_by varchar,
    call_rated_at timestamp(6) with time zone,
    primary key (project_id, call_id)
);

-- Every rating that was ever given (or cleared: null).
create table if not exists ${schema}.${prefix}rating_history (
    project_id varchar not null,
    call_id uuid not null,
    version bigint not null,
    part varchar not null,
    rating integer,
    rated_by varchar not null,
    rated_at timestamp(6) with time zone not null,
    primary key (project_id, call_id, version, part)
);

create table if not exists ${schema}.${prefix}call_category (
    project_id varchar not null,
    category_id varchar not null,
    call_id uuid not null,
    primary key (project_id, category_id, call_id)
);

create table if not exists ${schema}.${prefix}comment (
    project_id varchar not null,
    comment_id uuid not null,
    call_id uuid not null,
    version bigint not null,
    written varchar not null,
    written_folded varchar not null,
    audio_offset_us bigint,
    author_id varchar not null,
    author varchar not null,
    created_at timestamp(6) with time zone not null,
    edited_at timestamp(6) with time zone,
    primary key (project_id, comment_id)
);
create index if not exists ${prefix}comment_by_call on ${schema}.${prefix}comment (project_id, call_id, created_at, comment_id);

create table if not exists ${schema}.${prefix}recording (
    project_id varchar not null,
    call_id uuid not null,
    version uuid not null,
    content_type varchar not null,
    size_bytes bigint not null,
    sha256 varchar not null,
    duration_us bigint,
    primary key (project_id, call_id)
);

merge into ${schema}.${prefix}schema_version (version, installed_at) key (version) values (1, current_timestamp);
