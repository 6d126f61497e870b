package dev.callcard.crm;

import dev.callcard.access.Viewer;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: finds the host's contacts. Implementations are thread-safe and answer fast; what they throw is logged and shown as
 * no contact, because a card must open while the CRM is slow.
 */
@FunctionalInterface
public interface HostContacts {
    /** A host without contacts. */
    HostContacts NONE = (viewer, project, number) -> List.of();

    /**
     * Finds every contact of a number. Shared lines are normal: there may be several.
     *
     * @param viewer on whose behalf; the host leaves out what this user may not see
     * @param project in which project
     * @param number an E.164 number; others are never asked for
     * @return all matches, best first; empty if there is none
     */
    List<Contact> find(Viewer viewer, ProjectId project, PhoneNumber number);

    /**
     * A person or company of the host CRM.
     *
     * @param id the host's id
     * @param name what the host calls it
     * @param owner who looks after it, if the host tells
     * @param url where the host shows it: an absolute http(s) URL or a path of the host, if there is a page
     */
    public record Contact(String id, String name, Optional<String> owner, Optional<String> url) {
        /** Checks that all parts are there. */
        public Contact {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(url, "url");
        }
    }
}
