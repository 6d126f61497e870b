package dev.callcard.demo.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call of the sample that has a recording, and what the supervisor thinks of it.
 *
 * @param id the provider's id, and the name of the file without {@code .ogg}
 * @param direction {@code INBOUND}, {@code OUTBOUND} or {@code VOICEMAIL}
 * @param length how long the recording plays, and so how long the conversation took
 * @param agent id of the agent, empty for a message
 * @param category id of the category
 * @param callRating 1 to 5
 * @param managerRating 1 to 5
 * @param comment a comment
 */
record RecordedCall(
        String id,
        String direction,
        Duration length,
        String agent,
        String category,
        OptionalInt callRating,
        OptionalInt managerRating,
        Optional<String> comment) {

    static List<RecordedCall> all() throws IOException {
        return Table.rows("recordings.csv").stream()
                .map(row -> new RecordedCall(
                        row.get(0),
                        row.get(1),
                        Duration.ofMillis(Long.parseLong(row.get(2))),
                        row.get(3),
                        row.get(4),
                        rating(row.get(5)),
                        rating(row.get(6)),
                        Optional.of(row.get(7)).filter(text -> !text.isEmpty())))
                .toList();
    }

    private static OptionalInt rating(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
