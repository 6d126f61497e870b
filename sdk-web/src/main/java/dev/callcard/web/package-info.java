/**
 * The plugin for the web: one servlet that the host mounts where it likes, with the HTTP API and the pages. The host says who
 * is looking ({@link dev.callcard.web.ViewerResolver}); what that viewer may do is asked of the same policy as everywhere.
 *
 * <p>Inside, a request goes through {@code Gate} (may this browser send it), {@code Router} (which operation is it), and one
 * small handler class per resource; what they throw is turned into an answer by {@code Failures}.
 */
@NullMarked
package dev.callcard.web;

import org.jspecify.annotations.NullMarked;
