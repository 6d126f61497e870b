package dev.callcard.storage.s3;

import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Has requests repeated when the head of their answer was cut off. The HTTP client takes such a head for a whole one, and
 * then an upload has no id and a list no entries. A head that is whole tells the checksum of what was put, and the length
 * or the type of everything else.
 */
final class WholeAnswers implements ExecutionInterceptor {
    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        SdkHttpResponse answer = context.httpResponse();
        if (answer.isSuccessful() && !isWhole(context.httpRequest().method(), answer)) {
            throw RetryableException.builder()
                    .message("the head of an answer was cut off")
                    .build();
        }
    }

    private static boolean isWhole(SdkHttpMethod method, SdkHttpResponse answer) {
        return switch (method) {
            case PUT -> has(answer, "ETag");
            case GET, HEAD, POST ->
                has(answer, "Content-Length") || has(answer, "Transfer-Encoding") || has(answer, "Content-Type");
            default -> true; // a deletion is followed by a look
        };
    }

    private static boolean has(SdkHttpResponse answer, String header) {
        return answer.firstMatchingHeader(header).isPresent();
    }
}
