package dev.callcard.storage.s3;

import dev.callcard.error.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns failures of the client into ours. What the store says about itself may quote keys, addresses and names of
 * accounts, so nothing of it is passed on but a status, an error code and a request id, each of a harmless form.
 */
final class Failures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Failures() {}

    static UnavailableException unavailable(String what, RuntimeException failure) {
        return new UnavailableException(what, RETRY_AFTER, described(failure));
    }

    static UnavailableException unavailable(String what, String why) {
        return new UnavailableException(what, RETRY_AFTER, new IOException(why));
    }

    /** The failure without its words, where it happened included. */
    static IOException described(Exception failure) {
        IOException described = new IOException(describe(failure));
        described.setStackTrace(failure.getStackTrace());
        return described;
    }

    /** Whether a list goes on; a list that does not say so was cut off. */
    static boolean more(@Nullable Boolean isTruncated) {
        if (isTruncated == null) {
            throw SdkClientException.create("a list was cut off");
        }
        return isTruncated;
    }

    static int status(SdkException failure) {
        return failure instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    static String code(SdkException failure) {
        return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? harmless(service.awsErrorDetails().errorCode())
                : "";
    }

    private static String describe(Exception failure) {
        if (failure instanceof AwsServiceException service) {
            return "the object store answered " + service.statusCode() + " " + code(service) + ", request "
                    + harmless(service.requestId());
        }
        StringBuilder kinds = new StringBuilder("the object store could not be asked:");
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            kinds.append(' ').append(cause.getClass().getSimpleName());
            cause = cause.getCause();
        }
        return kinds.toString();
    }

    private static String harmless(@Nullable String text) {
        return text != null && HARMLESS.matcher(text).matches() ? text : "-";
    }
}
