package dev.callcard.demo.crm;

import dev.callcard.access.Viewer;
import dev.callcard.project.ProjectId;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * A user of the CRM.
 *
 * @param login what the user logs in with; also the id under which calls name the user
 * @param name the user's name
 * @param role what the user may do in Callcard
 */
public record User(String login, String name, Viewer.Role role) implements Serializable {
    /** The one project of the demo. */
    public static final ProjectId PROJECT = ProjectId.of("demo");

    /**
     * Who the user is to Callcard.
     *
     * @return the viewer
     */
    public Viewer viewer() {
        return new Viewer(login, name, Optional.of(login), Map.of(PROJECT, role));
    }
}
