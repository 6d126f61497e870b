package dev.callcard.telephony.asterisk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The columns of one row by name. */
final class CdrRow {
    /** What every row has, in the order of {@code cdr_csv} with {@code loguniqueid} and {@code loguserfield}. */
    static final List<String> COLUMNS = List.of(
            "accountcode",
            "src",
            "dst",
            "dcontext",
            "clid",
            "channel",
            "dstchannel",
            "lastapp",
            "lastdata",
            "start",
            "answer",
            "end",
            "duration",
            "billsec",
            "disposition",
            "amaflags",
            "uniqueid",
            "userfield");

    /** The most columns of a row that is understood without being told the names. */
    static final int MOST = COLUMNS.size() + 3;

    private static final Pattern CHANNEL_ID = Pattern.compile("(.*-)?[0-9]{6,}\\.[0-9]+");

    private final Map<String, String> texts = new HashMap<>();

    /** Names the columns of a row: as told or, where nothing was told, as Asterisk writes them. */
    CdrRow(List<String> names, List<String> columns) {
        List<String> named = names.isEmpty() ? COLUMNS : names;
        for (int i = 0; i < columns.size() && i < named.size(); i++) {
            texts.put(named.get(i), columns.get(i).strip());
        }
        if (names.isEmpty() && columns.size() == MOST) {
            // cdr_csv writes peeraccount before linkedid; what other tools write is told apart by the look of the id.
            String first = columns.get(18).strip();
            String second = columns.get(19).strip();
            boolean swapped = CHANNEL_ID.matcher(first).matches()
                    && !CHANNEL_ID.matcher(second).matches();
            texts.put("linkedid", swapped ? first : second);
            texts.put("sequence", columns.get(20).strip());
        } else if (names.isEmpty() && columns.size() == COLUMNS.size() + 1) {
            texts.put("linkedid", columns.get(18).strip());
        }
    }

    /** The text of a column without blanks around it; empty if there is no such column. */
    String text(String column) {
        return texts.getOrDefault(column, "");
    }

    /** The text of a column that says something. */
    Optional<String> filled(String column) {
        return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }
}
