/** How a call is joined to the visit it came from. */
@NullMarked
package dev.callcard.tracking;

import org.jspecify.annotations.NullMarked;
