package dev.callcard.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests for runs of bytes, right and wrong, of a recording of some length. */
final class RangeRequests {
    private RangeRequests() {}

    static Arbitrary<RangeModel.Asked> of(int length, String etag) {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(9, "GET"), Tuple.of(1, "HEAD")),
                        Arbitraries.frequencyOf(
                                Tuple.of(30, headers(length).map(header -> List.of(header))),
                                Tuple.of(1, headers(length).list().ofSize(2)),
                                Tuple.of(1, Arbitraries.just(List.<String>of()))),
                        condition(etag),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(Optional.<String>empty())),
                                Tuple.of(1, tags(etag).map(Optional::of))),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(List.<String>of())),
                                Tuple.of(1, tags(etag).list().ofMinSize(1).ofMaxSize(2))))
                .as(RangeModel.Asked::new);
    }

    private static Arbitrary<String> headers(int length) {
        Arbitrary<String> single =
                Combinators.combine(number(length), number(length)).as((from, to) -> from + "-" + to);
        Arbitrary<String> set = Arbitraries.frequencyOf(
                Tuple.of(30, single),
                Tuple.of(2, single.list().ofMinSize(2).ofMaxSize(4).map(ranges -> String.join(",", ranges))),
                Tuple.of(1, single.list().ofSize(2).map(ranges -> String.join(" , ", ranges))),
                // Kept under the 8 KiB that a container takes of a header.
                Tuple.of(1, Arbitraries.of("0-", "-1", "1-2").map(range -> repeated(range, 1_000))),
                Tuple.of(
                        1,
                        Arbitraries.of("", ",", "-", "--1", "-1-", "1--2", "0x1-2", "+1-2", "1-2;3", "1 - 2", "１-2")),
                Tuple.of(1, single.map(range -> range + ",")),
                Tuple.of(1, single.map(range -> "," + range)),
                Tuple.of(1, single.map(range -> " \t" + range + "\t ")));
        Arbitrary<String> unit = Arbitraries.frequency(
                Tuple.of(40, "bytes="),
                Tuple.of(2, "Bytes="),
                Tuple.of(1, "bytes ="),
                Tuple.of(1, "bytes"),
                Tuple.of(1, "byte="),
                Tuple.of(1, "seconds="),
                Tuple.of(1, "none="),
                Tuple.of(1, ""));
        return Combinators.combine(unit, set).as(String::concat).map(String::strip);
    }

    private static Arbitrary<String> number(int length) {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, length + 2).map(String::valueOf)),
                Tuple.of(
                        3,
                        Arbitraries.integers().between(length - 2, length + 2).map(String::valueOf)),
                Tuple.of(2, Arbitraries.of("", "0", "1", "00", "0000000000000000000000000000001")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "2147483648",
                                "4294967296",
                                "9223372036854775806",
                                "9223372036854775807",
                                "9223372036854775808",
                                "18446744073709551616",
                                "9".repeat(60),
                                "9".repeat(1_500))));
    }

    private static Arbitrary<Optional<String>> condition(String etag) {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(Optional.<String>empty())),
                Tuple.of(2, Arbitraries.just(Optional.of(etag))),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                        "W/" + etag,
                                        "\"another\"",
                                        "*",
                                        etag.replace("\"", ""),
                                        etag + ", " + etag,
                                        "Fri, 20 Nov 2026 10:00:00 GMT",
                                        "Thu, 01 Jan 1970 00:00:00 GMT")
                                .map(Optional::of)));
    }

    private static Arbitrary<String> tags(String etag) {
        return Arbitraries.of(
                etag, "W/" + etag, "\"another\"", "*", "\"another\", " + etag, "\"a\",\"b\"", "\"a\" , W/" + etag);
    }

    private static String repeated(String range, int times) {
        return String.join(",", IntStream.range(0, times).mapToObj(i -> range).toList());
    }
}
