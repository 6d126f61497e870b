/** Documents that JSON-B binds, which it wants public. No API: may change at any time. */
@NullMarked
package dev.callcard.json.internal;

import org.jspecify.annotations.NullMarked;
