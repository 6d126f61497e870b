/**
 * The bytes of recordings in any S3-compatible object store.
 *
 * <p>Begin with {@link dev.callcard.storage.s3.S3RecordingStore#builder()} and hand what it builds to the storage that keeps
 * everything else. Which rights and which settings the bucket needs is told in {@code docs/recordings.md}.
 */
@NullMarked
package dev.callcard.storage.s3;

import org.jspecify.annotations.NullMarked;
