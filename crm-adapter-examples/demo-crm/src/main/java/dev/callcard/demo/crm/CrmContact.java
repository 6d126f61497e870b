package dev.callcard.demo.crm;

/**
 * A contact of the CRM.
 *
 * @param id the CRM's id
 * @param name the person's name
 * @param company the company, or empty
 * @param phone the number as somebody typed it
 * @param email the address
 * @param owner name of the employee who looks after the contact
 * @param notes what is worth knowing, or empty
 */
public record CrmContact(
        long id, String name, String company, String phone, String email, String owner, String notes) {}
