/** Ports to the CRM that hosts Callcard. */
@NullMarked
package dev.callcard.crm;

import org.jspecify.annotations.NullMarked;
