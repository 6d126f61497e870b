package dev.callcard.export;

import dev.callcard.project.Project;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The page that says what is what. */
final class Readme {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private Readme() {}

    static String of(Project project, Instant at, long missing) {
        return """
                All that is held of one phone number
                ====================================

                Taken out on %s (time zone %s).

                customer.json   the phone number, and whether its records are kept for a court (legal hold)
                calls.json      every call from and to the number, newest first: when, who answered, how long,
                                what became of it, and what the staff noted about it: comments, categories,
                                ratings. Also which recording there is, and who was given a link to it
                sessions.json   the visits to the website that calls were joined to, newest first, with the
                                pages of each, the device, the address and the place it stands for
                recordings/     the recordings of the calls. Their names begin with the date and time of the
                                call; "file" in calls.json names them

                Times end in Z and are in UTC; times of audio, and all members that end in Ms, are in
                milliseconds. What is not there is not known.

                %s
                """.formatted(
                        TIME.format(at.atZone(project.settings().timeZone())),
                        project.settings().timeZone().getId(),
                        recordings(missing));
    }

    private static String recordings(long missing) {
        if (missing == 0) {
            return "Every recording that is kept is in this archive.";
        }
        return (missing == 1 ? "1 recording could not be read" : missing + " recordings could not be read")
                + " to its end; a text file beside it, or in its place, says so. Ask again later.";
    }
}
