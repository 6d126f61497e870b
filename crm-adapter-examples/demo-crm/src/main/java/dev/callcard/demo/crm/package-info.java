/** The CRM itself: its users, contacts and pages. Knows nothing of how Callcard works inside. */
@NullMarked
package dev.callcard.demo.crm;

import org.jspecify.annotations.NullMarked;
