/** The demo: a small CRM that embeds Callcard exactly as a customer would, through its public API only. */
@NullMarked
package dev.callcard.demo;

import org.jspecify.annotations.NullMarked;
