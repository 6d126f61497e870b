/** Who may do what: the host names the viewer and decides, Callcard asks. */
@NullMarked
package dev.callcard.access;

import org.jspecify.annotations.NullMarked;
