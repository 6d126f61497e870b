package dev.callcard.crm;

import java.util.Objects;
import java.util.Optional;

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
