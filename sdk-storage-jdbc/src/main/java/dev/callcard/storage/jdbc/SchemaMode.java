package dev.callcard.storage.jdbc;

/** What is done about the tables when a storage is built. */
public enum SchemaMode {
    /** Checks that the tables are those of this release, and fails with what to do if not. Never changes a table. */
    VALIDATE,
    /** Makes the tables, or brings them up to this release; safe on several nodes at once. */
    MIGRATE,
    /** Does not look. */
    NONE
}
