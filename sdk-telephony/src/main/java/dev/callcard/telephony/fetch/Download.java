package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import dev.callcard.recording.AudioFetcher.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One recording on its way into a file, over as many connections as it takes. */
final class Download {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_GOES = 40;
    private static final int MOST_GOES_FOR_NOTHING = 3;
    private static final int BUFFER = 64 << 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})", Pattern.CASE_INSENSITIVE);

    private final Way way;
    private final Guard guard;
    private final Source source;
    private final String sourceSum;
    private final PartFile part;
    private final long maxBytes;
    private final Deadline deadline;
    private final Set<String> checksums = new HashSet<>();

    Download(Way way, Guard guard, Source source, String sourceSum, PartFile part, long maxBytes, Deadline deadline) {
        this.way = way;
        this.guard = guard;
        this.source = source;
        this.sourceSum = sourceSum;
        this.part = part;
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    private enum Go {
        /** The recording is whole. */
        WHOLE,
        /** The connection ended before the recording did. */
        CUT,
        /** The provider answered with a part that does not fit. */
        MISFIT
    }

    void run() throws IOException {
        int forNothing = 0;
        for (int goes = 1; ; goes++) {
            long before = part.size();
            Go go = go();
            if (go == Go.WHOLE) {
                break;
            }
            forNothing = part.size() > before ? 0 : forNothing + 1;
            // Without proof another go would cost everything again: whether that is worth it, the caller decides.
            boolean lost = part.size() > 0 && part.proof().isEmpty();
            if (lost || goes == MOST_GOES || forNothing == MOST_GOES_FOR_NOTHING) {
                throw Why.cut();
            }
        }
        if (!Checksums.match(part.file(), checksums)) {
            part.discard();
            throw Why.damaged();
        }
        part.finish();
    }

    private Go go() throws IOException {
        Optional<Proof> proof = part.proof();
        try (Exchange answer = follow(proof)) {
            int status = answer.status();
            if (status == 200) {
                return whole(answer);
            }
            if (proof.isPresent() && status == 206) {
                return rest(answer, proof.get());
            }
            if (proof.isPresent() && status == 416) {
                part.distrust();
                return Go.MISFIT;
            }
            throw Why.status(status, Proof.retryAfter(answer));
        } catch (CutException e) {
            return Go.CUT;
        }
    }

    /** Asks, and asks where the answer leads to, each time as carefully as the first. */
    private Exchange follow(Optional<Proof> proof) throws FetchException, CutException {
        Target target = Target.of(source.url());
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Exchange answer = Exchange.get(way.connect(target, deadline), target, headers(target, proof));
            if (!REDIRECTS.contains(answer.status())) {
                return answer;
            }
            answer.close();
            target = target.redirect(answer.header("Location").orElseThrow(Why::badRedirect));
        }
        throw Why.tooManyRedirects();
    }

    private Map<String, String> headers(Target target, Optional<Proof> proof) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "Accept", "*/*", "Accept-Encoding", "identity", "Connection", "close", "User-Agent", "Callcard"));
        proof.ifPresent(known -> headers.putAll(known.ask(part.size())));
        guard.authorization(source, target).ifPresent(value -> headers.put("Authorization", value));
        return headers;
    }

    private Go whole(Exchange answer) throws IOException, CutException {
        refuseEncoded(answer);
        Optional<Long> length = answer.length();
        refuseLarge(length.orElse(0L));
        if (length.isPresent() && length.get() == 0) {
            throw Why.empty();
        }
        Proof proof = Proof.of(sourceSum, answer);
        part.begin(proof);
        checksums.clear();
        checksums.addAll(proof.checksums());
        copy(answer, Long.MAX_VALUE);
        if (part.size() == 0) {
            throw Why.empty();
        }
        return Go.WHOLE;
    }

    private Go rest(Exchange answer, Proof proof) throws IOException, CutException {
        refuseEncoded(answer);
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
        if (!range.matches() || !fits(answer, proof, range)) {
            part.distrust();
            return Go.MISFIT;
        }
        long total = Long.parseLong(range.group(3));
        refuseLarge(total);
        checksums.addAll(proof.checksums());
        checksums.addAll(Checksums.of(answer, false));
        long end = Long.parseLong(range.group(2)) + 1;
        if (!copy(answer, end)) {
            part.distrust();
            return Go.MISFIT;
        }
        return part.size() == total ? Go.WHOLE : Go.CUT;
    }

    private boolean fits(Exchange answer, Proof proof, Matcher range) {
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        long total = Long.parseLong(range.group(3));
        return first == part.size()
                && last >= first
                && last < total
                && (proof.total() < 0 || proof.total() == total)
                && answer.length().orElse(last - first + 1) == last - first + 1
                && proof.sameIn(answer);
    }

    /** Appends the body. False if it goes on where it should have ended. */
    private boolean copy(Exchange answer, long end) throws IOException, CutException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = part.append()) {
            for (int n = answer.read(buffer); n >= 0; n = answer.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw Why.interrupted();
                }
                if (part.size() + n > end) {
                    return false;
                }
                refuseLarge(part.size() + n);
                out.write(buffer, 0, n);
                part.grown(n);
            }
        }
        return true;
    }

    private void refuseLarge(long bytes) throws IOException {
        if (bytes > maxBytes) {
            part.discard();
            throw Why.tooLarge();
        }
    }

    private static void refuseEncoded(Exchange answer) throws FetchException {
        List<String> encodings = answer.headers("Content-Encoding");
        if (!encodings.stream().allMatch(encoding -> encoding.isEmpty() || encoding.equalsIgnoreCase("identity"))) {
            throw Why.encoded();
        }
    }
}
