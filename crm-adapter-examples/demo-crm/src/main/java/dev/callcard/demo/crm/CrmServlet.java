package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CRM's own pages: contacts, and a contact with its last calls and the way to its call card. */
@Singleton
public final class CrmServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern CONTACT = Pattern.compile("/contacts/([0-9]{1,18})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.UK);
    private static final int LAST_CALLS = 5;

    private final transient ContactBook book;
    private final transient CallCards callCards;

    /**
     * Pages over the contacts and the SDK.
     *
     * @param book the contacts
     * @param callCards the embedded SDK
     */
    @Inject
    public CrmServlet(ContactBook book, CallCards callCards) {
        this.book = book;
        this.callCards = callCards;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        if (path.equals("/demo.css")) {
            resource(response, "demo.css", "text/css;charset=utf-8");
            return;
        }
        if (path.equals("/favicon.ico")) { // browsers ask for this one on every page that names no other
            resource(response, "icon.svg", "image/svg+xml");
            return;
        }
        User user = SignIn.user(request).orElseThrow();
        Matcher contact = CONTACT.matcher(path);
        if (path.equals("/") || path.equals("/contacts")) {
            list(request, response, user);
            return;
        }
        Optional<CrmContact> known = contact.matches() ? book.find(Long.parseLong(contact.group(1))) : Optional.empty();
        if (known.isPresent()) {
            contact(response, user, known.get());
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            Page.send(
                    response,
                    "Not found",
                    Optional.of(user),
                    page -> page.raw(
                            "<main><h1>There is no such page</h1><p><a href=\"/\">Go to the contacts</a></p></main>"));
        }
    }

    private void list(HttpServletRequest request, HttpServletResponse response, User user) throws IOException {
        String wanted = Optional.ofNullable(request.getParameter("q")).orElse("");
        List<CrmContact> contacts = book.search(wanted);
        Page.send(response, "Contacts", Optional.of(user), page -> {
            page.raw("<main><h1>Contacts</h1><form class=\"search\" action=\"/\"><input type=\"search\" name=\"q\"")
                    .raw(" aria-label=\"Search contacts\" placeholder=\"Name, company, number\" value=\"")
                    .text(wanted)
                    .raw(
                            "\"><button>Search</button><a class=\"primary\" href=\"/callcard/demo/\">Open the call log</a>")
                    .raw("</form>");
            if (contacts.isEmpty()) {
                page.raw("<p class=\"hint\">Nobody fits. <a href=\"/\">Show all contacts</a></p>");
            } else {
                page.raw("<table><thead><tr><th>Name</th><th>Company</th><th>Phone</th><th>E-mail</th></tr></thead>")
                        .raw("<tbody>");
                contacts.forEach(contact -> row(page, contact));
                page.raw("</tbody></table>");
            }
            page.raw("</main>");
        });
    }

    private static void row(Page page, CrmContact contact) {
        page.raw("<tr><td><a href=\"/contacts/" + contact.id() + "\">")
                .text(contact.name())
                .raw("</a></td><td>")
                .text(contact.company().isEmpty() ? "—" : contact.company())
                .raw("</td><td class=\"number\">")
                .text(contact.phone())
                .raw("</td><td>")
                .text(contact.email())
                .raw("</td></tr>");
    }

    private void contact(HttpServletResponse response, User user, CrmContact contact) throws IOException {
        Viewer viewer = user.viewer();
        Optional<CustomerId> customer = callCards.calls().customer(viewer, User.PROJECT, contact.phone());
        List<Call> calls = customer.map(id -> lastCalls(viewer, id)).orElse(List.of());
        ProjectSettings settings =
                callCards.projects().get(viewer, User.PROJECT).settings();
        Page.send(response, contact.name(), Optional.of(user), page -> {
            page.raw("<main><p><a href=\"/\">Contacts</a></p><h1>")
                    .text(contact.name())
                    .raw("</h1><dl>");
            entry(page, "Company", contact.company());
            entry(page, "Phone", contact.phone());
            entry(page, "E-mail", contact.email());
            entry(page, "Owner", contact.owner());
            entry(page, "Notes", contact.notes());
            page.raw("</dl><section><h2>Calls</h2>");
            if (calls.isEmpty()) {
                page.raw("<p class=\"hint\">No calls of this number that you may see.</p>");
            } else {
                page.raw("<ul class=\"calls\">");
                calls.forEach(call -> call(page, call, settings));
                page.raw("</ul><p><a class=\"primary\" href=\"/callcard/demo/customers/" + customer.get()
                        + "\">Open the call card</a></p>");
            }
            page.raw("</section></main>");
        });
    }

    private List<Call> lastCalls(Viewer viewer, CustomerId customer) {
        try {
            return callCards
                    .cards()
                    .calls(viewer, User.PROJECT, customer, PageRequest.first(LAST_CALLS))
                    .items();
        } catch (ForbiddenException e) {
            return List.of(); // an agent who never spoke with this customer sees none of its calls
        }
    }

    private static void call(Page page, Call call, ProjectSettings settings) {
        page.raw("<li><a href=\"/callcard/demo/calls/" + call.id() + "\">")
                .text(TIME.format(call.facts().times().startedAt().atZone(settings.timeZone())))
                .raw("</a> <span>")
                .text(call.facts().type().map(CrmServlet::words).orElse("Call") + ", "
                        + words(call.facts().outcome().name()))
                .raw("</span> <span class=\"number\">")
                .text(call.facts().times().talk().map(CrmServlet::minutes).orElse("—"))
                .raw("</span></li>");
    }

    private static void entry(Page page, String name, String value) {
        page.raw("<dt>")
                .text(name)
                .raw("</dt><dd>")
                .text(value.isEmpty() ? "—" : value)
                .raw("</dd>");
    }

    /** The same words as on the call card. */
    private static String words(Call.Type type) {
        return switch (type) {
            case INBOUND -> "Incoming";
            case OUTBOUND -> "Outgoing";
            case CALLBACK -> "Callback";
            case INTERNAL -> "Internal";
        };
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() + ":" + (duration.toSecondsPart() < 10 ? "0" : "") + duration.toSecondsPart();
    }

    private static void resource(HttpServletResponse response, String name, String type) throws IOException {
        try (InputStream resource = CrmServlet.class.getResourceAsStream("/dev/callcard/demo/crm/" + name)) {
            if (resource == null) {
                throw new IOException(name + " is missing from the jar");
            }
            response.setContentType(type);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "max-age=300");
            resource.transferTo(response.getOutputStream());
        }
    }
}
