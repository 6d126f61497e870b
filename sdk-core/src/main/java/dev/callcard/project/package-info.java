/** Projects (tenants) and their settings. */
@NullMarked
package dev.callcard.project;

import org.jspecify.annotations.NullMarked;
