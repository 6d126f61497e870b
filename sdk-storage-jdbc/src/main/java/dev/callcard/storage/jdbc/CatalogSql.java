package dev.callcard.storage.jdbc;

/**
 * Statements on entries of recordings. All but {@code due}, {@code discarded} and {@code reconcileDue} are on one project; those
 * walk along indexes over all.
 *
 * @param find an entry
 * @param lockCall locks the row of a call, at which writers of its entry wait for each other, and tells its customer
 * @param lock an entry, locked against those who claim or expect entries of many calls
 * @param held whether a customer is under legal hold
 * @param insert a new entry
 * @param update everything of an entry
 * @param known whether a call is there, with its entry
 * @param expect a new entry that is expected
 * @param revive makes an entry expected that nobody tries to fetch any more
 * @param due the entries that are due, of all projects
 * @param putOff takes an entry, unless somebody else was faster
 * @param lookAgain makes all entries with audio due
 * @param ofCustomer the calls of a customer that have audio
 * @param lookAgainAt makes one of them due
 * @param list a page of entries with audio
 * @param reconcileDue the project that is to be reconciled, of all projects
 * @param reconcileTaken takes it, unless somebody else was faster
 * @param reconcileAt says when a project is reconciled next
 */
record CatalogSql(
        Sql find,
        Sql lockCall,
        Sql lock,
        Sql held,
        Sql insert,
        Sql update,
        Sql known,
        InsertIfAbsent expect,
        Sql revive,
        Sql due,
        Sql putOff,
        Sql lookAgain,
        Sql ofCustomer,
        Sql lookAgainAt,
        Sql list,
        Sql reconcileDue,
        Sql reconcileTaken,
        Sql reconcileAt) {
    private static final String FIND = "select " + EntryRows.COLUMNS + """
             from ${recording} r where r.project_id = :project and r.call_id = :call
            """;

    private static final String LOOK_AGAIN = """
            update ${recording} set due_at = :due
            where project_id = :project and sha256 is not null and (due_at is null or due_at > :due)""";

    CatalogSql(Dialect dialect, Tables tables) {
        this(
                tables.sql(FIND),
                tables.sql("""
                        select customer_id from ${call} where project_id = :project and call_id = :call for update
                        """),
                tables.sql(FIND + " for update"),
                tables.sql("""
                        select customer_id from ${legal_hold} where project_id = :project and customer_id = :customer
                        """),
                tables.sql(EntryRows.INSERT),
                tables.sql(EntryRows.UPDATE),
                tables.sql("select c.call_id as found_call, " + EntryRows.COLUMNS + """
                         from ${call} c
                        left join ${recording} r on r.project_id = c.project_id and r.call_id = c.call_id
                        where c.project_id = :project and c.call_id = :call
                        """),
                InsertIfAbsent.of(
                        dialect,
                        tables,
                        "recording",
                        "project_id=project call_id=call state=state tries=tries due_at=due analysed=analysed",
                        "project_id call_id"),
                tables.sql("""
                        update ${recording}
                        set state = :state, tries = :tries, due_at = :due, analysed = :analysed, reason = null,
                            requested_by = null, requested_at = null, available_until = null
                        where project_id = :project and call_id = :call
                            and (state = 'ABSENT' or state = 'FAILED' and due_at is null)
                        """),
                // By nothing but the time, or MariaDB would not see that the index has this order.
                tables.sql("select r.project_id, r.call_id, " + EntryRows.COLUMNS + """
                         from ${recording} r where r.due_at <= :now order by r.due_at limit :most
                        """),
                tables.sql("""
                        update ${recording} set due_at = :until
                        where project_id = :project and call_id = :call and due_at = :seen
                        """),
                tables.sql(LOOK_AGAIN),
                tables.sql("""
                        select c.call_id from ${call} c
                        join ${recording} r on r.project_id = c.project_id and r.call_id = c.call_id
                        where c.project_id = :project and c.customer_id = :customer and r.sha256 is not null
                        """),
                tables.sql(LOOK_AGAIN + " and call_id = :call"),
                tables.sql("select r.call_id, " + EntryRows.COLUMNS + """
                         from ${recording} r
                        where r.project_id = :project and r.call_id > :after and r.sha256 is not null
                        order by r.project_id, r.call_id limit :most
                        """),
                tables.sql("""
                        select project_id, reconcile_at from ${project} where reconcile_at <= :now
                        order by reconcile_at limit 1
                        """),
                tables.sql("""
                        update ${project} set reconcile_at = :until
                        where project_id = :project and reconcile_at = :seen
                        """),
                tables.sql("update ${project} set reconcile_at = :at where project_id = :project"));
    }
}
