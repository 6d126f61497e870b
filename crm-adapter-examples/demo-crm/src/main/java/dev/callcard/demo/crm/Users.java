package dev.callcard.demo.crm;

import com.google.inject.Singleton;
import dev.callcard.access.Viewer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The three users of the demo. Their passwords are their names: good enough on the loopback interface, and nowhere else. */
@Singleton
public final class Users {
    private static final int ROUNDS = 20_000;
    private static final int BITS = 256;

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final byte[] salt = new byte[16];

    /** Makes the users. */
    public Users() {
        new SecureRandom().nextBytes(salt);
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
        Account account = accounts.get(login);
        // A wrong login costs the same time as a wrong password.
        byte[] hash = hash(password);
        return Optional.ofNullable(account)
                .filter(known -> MessageDigest.isEqual(known.hash(), hash))
                .map(Account::user);
    }

    private void add(User user) {
        accounts.put(user.login(), new Account(user, hash(user.login())));
    }

    private byte[] hash(String password) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 8 has PBKDF2WithHmacSHA256", e);
        }
    }

    private record Account(User user, byte[] hash) {}
}
