/**
 * The wire format: reading what others send, and writing cards, calls and settings. Hot paths stream with JSON-P; settings,
 * which are small and flat, are bound with JSON-B.
 */
@NullMarked
package dev.callcard.json;

import org.jspecify.annotations.NullMarked;
