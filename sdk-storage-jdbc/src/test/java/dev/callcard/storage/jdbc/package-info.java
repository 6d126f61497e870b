/** Tests on real databases: H2 in memory and in files, PostgreSQL and MariaDB started once for all tests. */
package dev.callcard.storage.jdbc;
