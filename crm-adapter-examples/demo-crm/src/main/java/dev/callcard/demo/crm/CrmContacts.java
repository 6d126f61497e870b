package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.access.Viewer;
import dev.callcard.crm.Contact;
import dev.callcard.crm.HostContacts;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.phone.PhoneParser;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Optional;

/** Tells Callcard whose number it is: all contacts whose number, however it was typed, is the same. */
@Singleton
public final class CrmContacts implements HostContacts {
    private final ContactBook book;
    private final PhoneParser parser = new PhoneParser("GB", List.of());

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
    public List<Contact> find(Viewer viewer, ProjectId project, PhoneNumber number) {
        return book.all().stream()
                .filter(contact -> parser.parse(contact.phone()).key().equals(number.key()))
                .map(contact -> new Contact(
                        Long.toString(contact.id()),
                        contact.name(),
                        Optional.of(contact.owner()),
                        Optional.of("/contacts/" + contact.id())))
                .toList();
    }
}
