package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.project.ProjectId;
import java.util.List;

/** The viewer's projects. */
final class ProjectsPage {
    private ProjectsPage() {}

    static Html list(String base, List<ProjectId> projects) {
        if (projects.isEmpty()) {
            return tag("p").text("You belong to no project yet. Whoever manages the CRM can add you to one.");
        }
        return tag("ul", "links")
                .add(projects.stream()
                        .map(project -> tag("li")
                                .add(tag("a").attr("href", new Paths(base, project).log())
                                        .text(project.value())))
                        .toList());
    }
}
