-- Removes everything that the scripts of Callcard made, with all data.
drop table if exists ${schema}.${prefix}change;
drop table if exists ${schema}.${prefix}recording;
drop table if exists ${schema}.${prefix}comment;
drop table if exists ${schema}.${prefix}call_category;
drop table if exists ${schema}.${prefix}rating_history;
drop table if exists ${schema}.${prefix}annotation;
drop table if exists ${schema}.${prefix}customer_day;
drop table if exists ${schema}.${prefix}customer_session;
drop table if exists ${schema}.${prefix}customer_visitor;
drop table if exists ${schema}.${prefix}session;
drop table if exists ${schema}.${prefix}visit_event;
drop table if exists ${schema}.${prefix}visitor;
drop table if exists ${schema}.${prefix}customer;
drop table if exists ${schema}.${prefix}call;
drop table if exists ${schema}.${prefix}call_key;
drop table if exists ${schema}.${prefix}project;
drop table if exists ${schema}.${prefix}schema_version;
