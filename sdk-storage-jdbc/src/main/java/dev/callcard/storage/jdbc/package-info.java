/**
 * All storage ports on a {@link javax.sql.DataSource}: H2, PostgreSQL and MariaDB.
 *
 * <p>Begin with {@link dev.callcard.storage.jdbc.JdbcStorage}: {@code JdbcStorage.embedded(dir)} needs nothing but a folder;
 * {@code JdbcStorage.builder(dataSource)} uses the host's database. What is kept to make cards fast, and why it stays right,
 * is told in {@code docs/counters.md}.
 */
@NullMarked
package dev.callcard.storage.jdbc;

import org.jspecify.annotations.NullMarked;
