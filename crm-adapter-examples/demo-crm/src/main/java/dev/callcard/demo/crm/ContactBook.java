package dev.callcard.demo.crm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;

/** The contacts of the CRM, in a database of its own: it shares nothing with Callcard's. */
public final class ContactBook {
    private final JdbcDataSource database = new JdbcDataSource();

    /**
     * Opens the book; a new one gets the sample's contacts.
     *
     * @param folder where the database is kept
     */
    public ContactBook(Path folder) {
        try {
            Files.createDirectories(folder);
            database.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("contacts") + ";WRITE_DELAY=0");
            try (Connection connection = database.getConnection()) {
                create(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the contacts of the demo cannot be opened", e);
        }
    }

    /**
     * All contacts whose name, company, number or address contains a text.
     *
     * @param text the text, compared without case; empty for all
     * @return the contacts by name
     */
    public List<CrmContact> search(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(contact -> String.join(
                                "\n", contact.name(), contact.company(), contact.phone(), contact.email())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
    }

    /**
     * Finds a contact.
     *
     * @param id its id
     * @return the contact, if there is one
     */
    public Optional<CrmContact> find(long id) {
        return all().stream().filter(contact -> contact.id() == id).findFirst();
    }

    /**
     * Every contact.
     *
     * @return the contacts by name
     */
    public List<CrmContact> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select id, name, company, phone, email, owner from contact"
                                + " order by name");
                ResultSet rows = select.executeQuery()) {
            List<CrmContact> contacts = new ArrayList<>();
            while (rows.next()) {
                contacts.add(new CrmContact(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6)));
            }
            return contacts;
        } catch (SQLException e) {
            throw new IllegalStateException("the contacts of the demo cannot be read", e);
        }
    }

    private static void create(Connection connection) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists contact (id bigint primary key, name varchar(200),"
                    + " company varchar(200), phone varchar(50), email varchar(200), owner varchar(100))");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("merge into contact (id, name, company, phone, email, owner)"
                        + " values (?, ?, ?, ?, ?, ?)")) {
            for (String[] row : rows("contacts.csv")) {
                insert.setLong(1, Long.parseLong(row[0]));
                for (int i = 1; i < 6; i++) {
                    insert.setString(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The rows of a file of the sample, which quotes nothing, without its first line. */
    static List<String[]> rows(String file) throws IOException {
        try (InputStream in = ContactBook.class.getResourceAsStream("/dev/callcard/demo/sample/" + file)) {
            if (in == null) {
                throw new IOException(file + " is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }
}
