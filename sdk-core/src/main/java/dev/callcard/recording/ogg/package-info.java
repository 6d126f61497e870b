/**
 * Ogg files: what is in them, whether they are whole, and what there is to hear. The only package that names the Vorbis decoder, which
 * a host may leave out or replace by another {@link dev.callcard.recording.AudioAnalyzer}.
 */
@NullMarked
package dev.callcard.recording.ogg;

import org.jspecify.annotations.NullMarked;
