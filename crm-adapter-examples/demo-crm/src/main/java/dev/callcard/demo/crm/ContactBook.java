package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The contacts of the CRM. */
@Singleton
public final class ContactBook {
    private static final String SELECT = "select id, name, company, phone, email, owner, notes from contact";

    private final CrmDatabase database;
    private final AtomicLong changes = new AtomicLong();

    /**
     * The contacts in a database.
     *
     * @param database the CRM's database
     */
    @Inject
    public ContactBook(CrmDatabase database) {
        this.database = database;
    }

    /**
     * Adds contacts; one that is there is replaced.
     *
     * @param contacts the contacts
     */
    public void save(List<CrmContact> contacts) {
        try (Connection connection = database.connection();
                PreparedStatement merge =
                        connection.prepareStatement("merge into contact (id, name, company, phone, email, owner, notes)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")) {
            for (CrmContact contact : contacts) {
                merge.setLong(1, contact.id());
                merge.setString(2, contact.name());
                merge.setString(3, contact.company());
                merge.setString(4, contact.phone());
                merge.setString(5, contact.email());
                merge.setString(6, contact.owner());
                merge.setString(7, contact.notes());
                merge.addBatch();
            }
            merge.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("The contacts cannot be saved", e);
        } finally {
            changes.incrementAndGet();
        }
    }

    /**
     * All contacts of which a text is part: of the name, company, number, address or owner. Blanks and punctuation in
     * numbers do not matter.
     *
     * @param text the text, compared without case; empty for all
     * @return the contacts by name
     */
    public List<CrmContact> search(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        String digits = wanted.matches("[0-9+() ./-]{3,}") ? digits(wanted) : "";
        return all().stream()
                .filter(contact -> String.join(
                                        "\n",
                                        contact.name(),
                                        contact.company(),
                                        contact.phone(),
                                        contact.email(),
                                        contact.owner())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted)
                        || (!digits.isEmpty() && digits(contact.phone()).contains(digits)))
                .toList();
    }

    /**
     * Finds a contact.
     *
     * @param id its id
     * @return the contact, if there is one
     */
    public Optional<CrmContact> find(long id) {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("The contact cannot be read", e);
        }
    }

    /**
     * Every contact.
     *
     * @return the contacts by name
     */
    public List<CrmContact> all() {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(SELECT + " order by name, id")) {
            return read(select);
        } catch (SQLException e) {
            throw new IllegalStateException("The contacts cannot be read", e);
        }
    }

    /** Grows with every change, so that whoever keeps a copy knows when it is old. */
    long changes() {
        return changes.get();
    }

    private static List<CrmContact> read(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<CrmContact> contacts = new ArrayList<>();
            while (rows.next()) {
                contacts.add(new CrmContact(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getString(7)));
            }
            return contacts;
        }
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
