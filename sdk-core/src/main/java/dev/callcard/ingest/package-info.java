/** What became of the items of a batch that was handed in. */
@NullMarked
package dev.callcard.ingest;

import org.jspecify.annotations.NullMarked;
