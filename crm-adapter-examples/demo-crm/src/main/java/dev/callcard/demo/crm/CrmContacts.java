package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.access.Viewer;
import dev.callcard.crm.HostContacts;
import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.phone.PhoneParser;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells Callcard whose number it is: all contacts whose number, however it was typed, is the same. Reading a number takes a
 * while, so the contacts are kept by what Callcard makes of their numbers until the book changes.
 */
@Singleton
public final class CrmContacts implements HostContacts {
    private final ContactBook book;
    private final PhoneParser parser = new PhoneParser("GB", List.of());
    private volatile Index index = new Index(-1, Map.of());

    /**
     * Contacts out of a book.
     *
     * @param book the contacts of the CRM
     */
    @Inject
    public CrmContacts(ContactBook book) {
        this.book = book;
    }

    @Override
    public List<HostContacts.Contact> find(Viewer viewer, ProjectId project, PhoneNumber number) {
        return index().byNumber().getOrDefault(number.key(), List.of()).stream()
                .map(contact -> new HostContacts.Contact(
                        Long.toString(contact.id()),
                        contact.name(),
                        Optional.of(contact.owner()),
                        Optional.of("/contacts/" + contact.id())))
                .toList();
    }

    private Index index() {
        Index known = index;
        long changes = book.changes(); // before the contacts are read: a change meanwhile makes the copy old
        if (known.changes() != changes) {
            known = new Index(
                    changes,
                    book.all().stream()
                            .collect(Collectors.groupingBy(
                                    contact -> parser.parse(contact.phone()).key())));
            index = known;
        }
        return known;
    }

    private record Index(long changes, Map<CustomerKey, List<CrmContact>> byNumber) {}
}
