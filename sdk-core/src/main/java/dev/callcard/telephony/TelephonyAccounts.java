package dev.callcard.telephony;

import dev.callcard.project.ProjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Port to the host: which accounts at telephony providers a project has. The host makes them from where it keeps its secrets. Safe for
 * use by many threads; asked for every webhook, so it should answer from memory.
 */
public interface TelephonyAccounts {
    /** No accounts. */
    TelephonyAccounts NONE = of(List.of());

    /**
     * Lists the accounts of all projects; what comes of them is fetched by background work.
     *
     * @return the accounts, in any order
     */
    Collection<Account> all();

    /**
     * Finds an account.
     *
     * @param project the project
     * @param provider the provider's name
     * @param account the account's name
     * @return the account; empty if the project has none of these names
     */
    default Optional<TelephonyProvider> find(ProjectId project, String provider, String account) {
        return all().stream()
                .filter(one -> one.project().equals(project)
                        && one.provider().name().equals(provider)
                        && one.provider().account().equals(account))
                .map(Account::provider)
                .findFirst();
    }

    /**
     * Accounts that stay the same as long as the process runs.
     *
     * @param accounts the accounts
     * @return never null
     * @throws IllegalArgumentException if a project has two of the same names
     */
    static TelephonyAccounts of(Collection<Account> accounts) {
        List<Account> fixed = List.copyOf(accounts);
        Set<List<String>> names = new HashSet<>();
        for (Account account : fixed) {
            TelephonyProvider provider = account.provider();
            if (!names.add(List.of(account.project().value(), provider.name(), provider.account()))) {
                throw new IllegalArgumentException("a project has two accounts of the same names");
            }
        }
        return () -> fixed;
    }

    /**
     * An account of a project.
     *
     * @param project the project
     * @param provider the account at the provider
     */
    record Account(ProjectId project, TelephonyProvider provider) {
        /** Checks that both parts are there. */
        public Account {
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(provider, "provider");
        }
    }
}
