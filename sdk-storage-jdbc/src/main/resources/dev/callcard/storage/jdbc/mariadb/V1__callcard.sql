-- Callcard, tables in version 1. ${schema} and ${prefix} are replaced by Callcard, or by Flyway as placeholders.
-- Every primary key begins with the project; ids are made by the application; there are no sequences and no foreign keys.
-- utf8mb4_nopad_bin: equal means the same bytes; any other collation of MariaDB takes some texts for equal that are not, and
-- utf8mb4_bin those that differ by blanks at their end. Lengths are those that the application allows, in characters.
-- Instants are in UTC. datetime has no zone that a session could convert it by, and ends in 9999; timestamp ends in 2038.
-- Ids are binary(16), whose order is the order of time. The type uuid of some releases sorts by the last bytes first.

-- MariaDB commits after every statement that makes a table, so each can be run again after a kill.

-- Which scripts ran.
create table if not exists ${schema}.${prefix}schema_version (
    version integer not null primary key,
    installed_at datetime(6) not null
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}project (
    project_id varchar(64) not null primary key,
    settings longtext not null,
    past_rules longtext not null,
    version bigint not null,
    session_timeout_ms bigint not null
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- What makes reports speak of the same call; locked while reports are merged.
create table if not exists ${schema}.${prefix}call_key (
    project_id varchar(64) not null,
    provider varchar(64) not null,
    account varchar(255) not null,
    provider_call_id varchar(255) not null,
    call_id binary(16) not null,
    primary key (project_id, provider, account, provider_call_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- state holds everything that was reported, facts what people see of it, packed; the other columns are searched by.
create table if not exists ${schema}.${prefix}call (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    customer_id binary(16) not null,
    provider varchar(64) not null,
    account varchar(255) not null,
    provider_call_id varchar(255) not null,
    origin varchar(32) not null,
    received_at datetime(6) not null,
    state longtext not null,
    type varchar(32),
    started_at datetime(6) not null,
    outcome varchar(32) not null,
    agent_id varchar(255),
    visitor_id varchar(255),
    facts longblob not null,
    qualification varchar(32) not null,
    primary key (project_id, call_id),
    key ${prefix}call_by_start (project_id, started_at, call_id),
    key ${prefix}call_by_customer (project_id, customer_id, started_at, call_id),
    key ${prefix}call_by_agent (project_id, customer_id, agent_id, started_at, call_id),
    key ${prefix}call_by_worth (project_id, customer_id, qualification, started_at)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}customer (
    project_id varchar(64) not null,
    customer_id binary(16) not null,
    number_kind varchar(32) not null,
    number_key varchar(255) not null,
    total_calls bigint not null,
    total_sessions bigint not null,
    primary key (project_id, customer_id),
    unique key ${prefix}customer_by_number (project_id, number_kind, number_key)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- One row per visitor, to be locked.
create table if not exists ${schema}.${prefix}visitor (
    project_id varchar(64) not null,
    visitor_id varchar(255) not null,
    primary key (project_id, visitor_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}visit_event (
    project_id varchar(64) not null,
    event_id varchar(255) not null,
    visitor_id varchar(255) not null,
    heartbeat boolean not null,
    happened_at datetime(6) not null,
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
    city text,
    primary key (project_id, event_id),
    key ${prefix}visit_event_by_visitor (project_id, visitor_id, happened_at)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- visit holds the session, packed, with its first 20 pages, more_pages the others.
create table if not exists ${schema}.${prefix}session (
    project_id varchar(64) not null,
    session_id binary(16) not null,
    visitor_id varchar(255) not null,
    opening_event varchar(255) not null,
    started_at datetime(6) not null,
    last_seen_at datetime(6) not null,
    source_folded text,
    visit longblob not null,
    more_pages longblob,
    primary key (project_id, session_id),
    key ${prefix}session_by_visitor (project_id, visitor_id, started_at, session_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- The four tables of what is counted: see docs/counters.md.
create table if not exists ${schema}.${prefix}customer_visitor (
    project_id varchar(64) not null,
    customer_id binary(16) not null,
    visitor_id varchar(255) not null,
    calls bigint not null,
    primary key (project_id, customer_id, visitor_id),
    key ${prefix}customer_visitor_by_visitor (project_id, visitor_id, customer_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}customer_session (
    project_id varchar(64) not null,
    customer_id binary(16) not null,
    started_at datetime(6) not null,
    session_id binary(16) not null,
    direct boolean not null,
    last_seen_at datetime(6) not null,
    visit longblob not null,
    primary key (project_id, customer_id, started_at, session_id),
    key ${prefix}customer_session_by_direct (project_id, customer_id, direct, started_at, session_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}customer_day (
    project_id varchar(64) not null,
    customer_id binary(16) not null,
    utc_day date not null,
    activity longblob not null,
    primary key (project_id, customer_id, utc_day)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}annotation (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    version bigint not null,
    categories longtext not null,
    manager_rating integer,
    manager_rated_by text,
    manager_rated_at datetime(6),
    call_rating integer,
    call_rated_by text,
    call_rated_at datetime(6),
    primary key (project_id, call_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

-- Every rating that was ever given (or cleared: null).
create table if not exists ${schema}.${prefix}rating_history (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    version bigint not null,
    part varchar(32) not null,
    rating integer,
    rated_by text not null,
    rated_at datetime(6) not null,
    primary key (project_id, call_id, version, part)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}call_category (
    project_id varchar(64) not null,
    category_id varchar(255) not null,
    call_id binary(16) not null,
    primary key (project_id, category_id, call_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}comment (
    project_id varchar(64) not null,
    comment_id binary(16) not null,
    call_id binary(16) not null,
    version bigint not null,
    written mediumtext not null,
    written_folded mediumtext not null,
    audio_offset_us bigint,
    author_id text not null,
    author text not null,
    created_at datetime(6) not null,
    edited_at datetime(6),
    primary key (project_id, comment_id),
    key ${prefix}comment_by_call (project_id, call_id, created_at, comment_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${schema}.${prefix}recording (
    project_id varchar(64) not null,
    call_id binary(16) not null,
    version binary(16) not null,
    content_type text not null,
    size_bytes bigint not null,
    sha256 text not null,
    duration_us bigint,
    primary key (project_id, call_id)
) engine = InnoDB row_format = dynamic character set utf8mb4 collate utf8mb4_nopad_bin;

insert into ${schema}.${prefix}schema_version (version, installed_at) values (1, utc_timestamp(6))
    on duplicate key update version = version;
