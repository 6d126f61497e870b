package dev.callcard.telephony;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import java.util.Comparator;
import java.util.List;

/** Which accounts a project has, and whether they are set up well. Thread-safe. */
public final class Telephony {
    private final Access access;
    private final TelephonyAccounts accounts;

    /**
     * Telephony of a host's accounts.
     *
     * @param access decides who may look
     * @param accounts the host's accounts
     */
    public Telephony(Access access, TelephonyAccounts accounts) {
        this.access = access;
        this.accounts = accounts;
    }

    /**
     * Lists the accounts of a project.
     *
     * @param viewer who asks
     * @param project which project
     * @return the accounts, by provider and account
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public List<TelephonyProvider> accounts(Viewer viewer, ProjectId project) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        return accounts.all().stream()
                .filter(account -> account.project().equals(project))
                .map(TelephonyAccounts.Account::provider)
                .sorted(Comparator.comparing(TelephonyProvider::name).thenComparing(TelephonyProvider::account))
                .toList();
    }

    /**
     * Has an account try itself.
     *
     * @param viewer who asks
     * @param project which project
     * @param provider the provider's name
     * @param account the account's name
     * @return what was tried and how it went; a warning if the account cannot try itself
     * @throws NotFoundException if the viewer has no such project, or the project no such account
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public List<SelfCheck.Finding> check(Viewer viewer, ProjectId project, String provider, String account) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        TelephonyProvider known =
                accounts.find(project, provider, account).orElseThrow(() -> new NotFoundException("telephony account"));
        return known instanceof SelfCheck check
                ? check.check()
                : List.of(SelfCheck.Finding.warning("self-check", "This provider has nothing that can be tried."));
    }
}
