package dev.callcard.card;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallStore;
import dev.callcard.call.CustomerId;
import dev.callcard.crm.HostContacts;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Call cards. A viewer who may see own customers only opens the cards of numbers with which that agent had a call, sees
 * the totals of all calls, and the lists of own ones. Thread-safe.
 */
public final class Cards {
    private static final Logger LOG = LoggerFactory.getLogger(Cards.class);

    private final Access access;
    private final CardStore cards;
    private final CallStore calls;
    private final HostContacts contacts;
    private final Clock clock;

    /**
     * Cards over stores.
     *
     * @param access decides who may see them
     * @param cards reads what they show
     * @param calls finds calls
     * @param contacts knows the host's contacts
     * @param clock tells now
     */
    public Cards(Access access, CardStore cards, CallStore calls, HostContacts contacts, Clock clock) {
        this.access = access;
        this.cards = cards;
        this.calls = calls;
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * The card of a call.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @param asOf the instant that the card speaks of
     * @return the card, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not see it
     */
    public CallCard card(Viewer viewer, ProjectId project, CallId call, AsOf asOf) {
        Optional<String> agent = access.onlyAgent(viewer, project, Permission.VIEW_CARD);
        Instant instant = asOf.atCall()
                ? calls.find(project, call)
                        .orElseThrow(() -> new NotFoundException("call"))
                        .facts()
                        .times()
                        .startedAt()
                : asOf.at().orElseGet(this::now);
        return card(
                viewer,
                new CardStore.Request(
                        project, Optional.of(call), Optional.empty(), instant, agent, PageRequest.DEFAULT_LIMIT));
    }

    /**
     * The card of a customer's newest call.
     *
     * @param viewer who asks
     * @param project which project
     * @param customer which customer
     * @return the card as of now, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such customer
     * @throws ForbiddenException if the viewer may not see it
     */
    public CallCard card(Viewer viewer, ProjectId project, CustomerId customer) {
        Optional<String> agent = access.onlyAgent(viewer, project, Permission.VIEW_CARD);
        return card(
                viewer,
                new CardStore.Request(
                        project, Optional.empty(), Optional.of(customer), now(), agent, PageRequest.DEFAULT_LIMIT));
    }

    /**
     * Reads on in a customer's calls.
     *
     * @param viewer who asks
     * @param project which project
     * @param customer which customer
     * @param page which page
     * @return calls, newest first
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not see this customer
     */
    public Page<Call> calls(Viewer viewer, ProjectId project, CustomerId customer, PageRequest page) {
        Project known = access.project(viewer, project);
        return cards.calls(known, customer, onlyAgent(viewer, project, customer), now(), page);
    }

    /**
     * Reads on in a customer's sessions; empty where the project does not track sessions.
     *
     * @param viewer who asks
     * @param project which project
     * @param customer which customer
     * @param page which page
     * @return sessions, newest first
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not see this customer
     */
    public Page<CallCard.SessionEntry> sessions(
            Viewer viewer, ProjectId project, CustomerId customer, PageRequest page) {
        Project known = access.project(viewer, project);
        Optional<String> agent = onlyAgent(viewer, project, customer);
        return CardAssembler.tracking(known.settings().sessionTracking()).available()
                ? cards.sessions(known, customer, agent, now(), page)
                : new Page<>(List.of(), Optional.empty());
    }

    private Optional<String> onlyAgent(Viewer viewer, ProjectId project, CustomerId customer) {
        Optional<String> agent = access.onlyAgent(viewer, project, Permission.VIEW_CARD);
        if (agent.isPresent() && !calls.hasCall(project, customer, agent.get())) {
            throw new ForbiddenException(Permission.VIEW_CARD.words());
        }
        return agent;
    }

    private CallCard card(Viewer viewer, CardStore.Request request) {
        CardFacts facts = cards.load(request)
                .orElseThrow(() -> new NotFoundException(request.call().isPresent() ? "call" : "customer"));
        if (request.onlyAgent().isPresent() && !facts.agentHasCall()) {
            throw new ForbiddenException(Permission.VIEW_CARD.words());
        }
        return CardAssembler.assemble(facts, contacts(viewer, facts), request.asOf(), now());
    }

    private List<HostContacts.Contact> contacts(Viewer viewer, CardFacts facts) {
        PhoneNumber number = facts.call().facts().customerNumber();
        if (number.kind() != PhoneNumber.Kind.E164) {
            return List.of();
        }
        try {
            return contacts.find(viewer, facts.project().id(), number);
        } catch (RuntimeException e) {
            // The card must open while the CRM is down. The host's message may name the caller: keep it out of the log.
            LOG.warn("The host's contacts could not be asked: {}", e.getClass().getName());
            return List.of();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
