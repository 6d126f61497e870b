package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.access.Viewer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The three users of the demo. Their passwords are their names: good enough on the loopback interface, and nowhere else. */
@Singleton
public final class Users {
    /** OWASP asks for 600,000 rounds; these passwords are printed on the log-in page. */
    private static final int ROUNDS = 20_000;

    private static final int BITS = 256;
    private static final byte[] NO_SALT = new byte[16];

    private final CrmDatabase database;

    /**
     * The users in a database; those of the demo are added if they are missing.
     *
     * @param database the CRM's database
     */
    @Inject
    public Users(CrmDatabase database) {
        this.database = database;
        add(new User("agent", "Maya Okafor", Viewer.Role.AGENT));
        add(new User("supervisor", "Helen Marchbank", Viewer.Role.SUPERVISOR));
        add(new User("admin", "Ada Thornbury", Viewer.Role.ADMIN));
    }

    /**
     * Checks a password.
     *
     * @param login the user's login
     * @param password the password
     * @return the user; empty if either is wrong
     */
    public Optional<User> authenticate(String login, String password) {
        Optional<Account> account = find(login);
        // A wrong login costs the same time as a wrong password.
        byte[] hash = hash(password, account.map(Account::salt).orElse(NO_SALT));
        return account.filter(known -> MessageDigest.isEqual(known.hash(), hash))
                .map(Account::user);
    }

    private Optional<Account> find(String login) {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(
                        "select login, name, role, salt, password_hash from crm_user where login = ?")) {
            select.setString(1, login);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Account(
                                new User(rows.getString(1), rows.getString(2), Viewer.Role.valueOf(rows.getString(3))),
                                rows.getBytes(4),
                                rows.getBytes(5)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The users cannot be read", e);
        }
    }

    private void add(User user) {
        if (find(user.login()).isPresent()) {
            return;
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into crm_user (login, name, role, salt, password_hash) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, user.login());
            insert.setString(2, user.name());
            insert.setString(3, user.role().name());
            insert.setBytes(4, salt);
            insert.setBytes(5, hash(user.login(), salt));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The users cannot be saved", e);
        }
    }

    private static byte[] hash(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 8 has PBKDF2WithHmacSHA256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Account(User user, byte[] salt, byte[] hash) {}
}
