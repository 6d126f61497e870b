/**
 * Plays the provider's side of telephony, for tests of whoever embeds Callcard and for trying it out: pushes to a webhook, an API to ask,
 * recordings to fetch, and all the trouble that providers make.
 */
@NullMarked
package dev.callcard.testkit.simulator;

import org.jspecify.annotations.NullMarked;
