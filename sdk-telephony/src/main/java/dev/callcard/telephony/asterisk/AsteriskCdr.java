package dev.callcard.telephony.asterisk;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.json.ParsedItem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one Asterisk writes its call records, and what a row of them says. A row is a leg; the rows of one {@code linkedid}
 * are one call, or of one {@code uniqueid} where there is no {@code linkedid}. What a leg is called depends on the row alone,
 * so rows may come in any order and as often as you like. Immutable and thread-safe.
 *
 * <p>Where neither context nor own number tells who called whom, the shape of the numbers does: a few digits are an
 * extension. See <em>docs/import.md</em> for each rule.
 */
public final class AsteriskCdr {
    /** The provider that calls of Asterisk are reported under. */
    public static final String PROVIDER = "asterisk";

    private static final Map<String, String> COLUMN_OF_FIELD = Map.ofEntries(
            Map.entry("/providerCallId", "/uniqueid"),
            Map.entry("/legOf", "/linkedid"),
            Map.entry("/startedAt", "/start"),
            Map.entry("/answeredAt", "/answer"),
            Map.entry("/endedAt", "/end"),
            Map.entry("/caller", "/src"),
            Map.entry("/destination", "/dst"),
            Map.entry("/rawStatus", "/disposition"),
            Map.entry("/agent/id", "/dstchannel"),
            Map.entry("/agent/name", "/dstchannel"),
            Map.entry("/agent/number", "/dstchannel"));

    private final ZoneId zone;
    private final String account;
    private final Charset charset;
    private final List<String> columns;
    private final Sides sides;
    private final List<String> recordingNames;

    private AsteriskCdr(Builder builder) {
        this.zone = builder.zone;
        this.account = builder.account;
        this.charset = builder.charset;
        this.columns = List.copyOf(builder.columns);
        this.sides = new Sides(
                builder.inboundContexts,
                builder.outboundContexts,
                builder.ownNumbers,
                builder.agents,
                builder.extensionDigits,
                builder.dialPrefix);
        this.recordingNames = List.copyOf(builder.recordingNames);
    }

    /**
     * Starts to describe an Asterisk.
     *
     * @param zone the zone of the times in the file: that of the server, or UTC if it logs with {@code usegmtime}
     * @return a builder, never null
     */
    public static Builder builder(ZoneId zone) {
        return new Builder(zone);
    }

    /**
     * The encoding of the file.
     *
     * @return never null
     */
    public Charset charset() {
        return charset;
    }

    /**
     * Whether a row can have this many columns.
     *
     * @param count the number of columns
     * @return false if a row of so many is no call record
     */
    public boolean isWidth(int count) {
        if (!columns.isEmpty()) {
            return count == columns.size();
        }
        int common = CdrRow.COLUMNS.size();
        return count == common || count == common + 1 || count == CdrRow.MOST;
    }

    /**
     * Reads a row. Never fails: a row that cannot be read comes back with what is wrong, by the names of the columns.
     *
     * @param row the texts of its columns
     * @return the leg, never null
     */
    public Leg read(List<String> row) {
        if (!isWidth(row.size())) {
            String expected = columns.isEmpty() ? "18, 19 or 21" : String.valueOf(columns.size());
            return wrong(Optional.empty(), new FieldError("", "has " + row.size() + " columns, not " + expected));
        }
        CdrRow cdr = new CdrRow(columns, row);
        Optional<String> id = cdr.filled("uniqueid");
        List<FieldError> errors = new ArrayList<>();
        if (row.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            errors.add(new FieldError("", "must not contain the character NUL"));
        }
        if (id.isEmpty()) {
            errors.add(new FieldError("/uniqueid", "is missing; Asterisk writes it with loguniqueid=yes"));
        }
        Optional<RowTimes.Reading> times = RowTimes.read(cdr, zone, errors);
        if (!errors.isEmpty() || times.isEmpty()) {
            return wrong(id, errors.toArray(FieldError[]::new));
        }
        try {
            CallReport report = report(cdr, id.orElseThrow(), times.get());
            return new Leg(new ParsedItem<>(Optional.of(report), id, List.of()), recordings(cdr));
        } catch (InvalidInputException e) {
            return wrong(id, e.errors().stream().map(AsteriskCdr::inColumns).toArray(FieldError[]::new));
        }
    }

    /**
     * Names the column that a wrong field of a report came from.
     *
     * @param error what is wrong, by the name of the report's field
     * @return the same by the name of the column, where there is one
     */
    public static FieldError inColumns(FieldError error) {
        return new FieldError(COLUMN_OF_FIELD.getOrDefault(error.pointer(), error.pointer()), error.message());
    }

    private CallReport report(CdrRow row, String id, RowTimes.Reading times) {
        Optional<Call.Type> type = sides.type(row);
        boolean mailbox = row.text("lastapp").equalsIgnoreCase("VoiceMail");
        Outcome outcome = outcome(row, mailbox);
        CallReport.Builder report = CallReport.builder(PROVIDER, legId(row, id))
                .account(account)
                .legOf(row.filled("linkedid").orElse(id))
                .caller(row.text("src"))
                .outcome(outcome);
        times.start().ifPresent(report::startedAt);
        times.end().ifPresent(report::endedAt);
        if (outcome != Outcome.VOICEMAIL) {
            // A mailbox answers too, but nobody talks to it: the caller has waited until the end.
            times.answer().ifPresent(report::answeredAt);
        }
        row.filled("disposition").ifPresent(report::rawStatus);
        sides.destination(row, type).ifPresent(report::destination);
        type.ifPresent(report::type);
        sides.agent(row, type).ifPresent(report::agent);
        return report.build();
    }

    /** With the sequence a row has a name of its own; without it, what tells the rows of a channel apart. */
    private static String legId(CdrRow row, String id) {
        Optional<String> sequence = row.filled("sequence");
        if (sequence.isPresent()) {
            return id + "#" + sequence.get();
        }
        String content = List.of("dst", "channel", "dstchannel", "lastapp", "start", "answer", "end").stream()
                .map(row::text)
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return id + "#" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Outcome outcome(CdrRow row, boolean mailbox) {
        return switch (row.text("disposition")) {
            case "ANSWERED" -> mailbox ? Outcome.VOICEMAIL : Outcome.ANSWERED;
            case "NO ANSWER" -> Outcome.NO_ANSWER;
            case "BUSY" -> Outcome.BUSY;
            case "FAILED", "CONGESTION" -> Outcome.FAILED;
            case "CANCEL" -> Outcome.CANCELED;
            default -> Outcome.UNKNOWN;
        };
    }

    private List<String> recordings(CdrRow row) {
        Set<String> names = new LinkedHashSet<>();
        for (String pattern : recordingNames) {
            String name = pattern;
            for (String column : List.of("uniqueid", "linkedid", "userfield")) {
                String placeholder = "{" + column + "}";
                if (name.contains(placeholder)) {
                    name = row.text(column).isEmpty() ? "" : name.replace(placeholder, row.text(column));
                }
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static Leg wrong(Optional<String> id, FieldError... errors) {
        return new Leg(new ParsedItem<>(Optional.empty(), id, List.of(errors)), List.of());
    }

    /**
     * One row as it was read.
     *
     * @param report what it says about a call, or what is wrong with it
     * @param recordingNames what the file with its recording may be called, the likeliest first
     */
    public record Leg(ParsedItem<CallReport> report, List<String> recordingNames) {
        /** Copies the names. */
        public Leg {
            Objects.requireNonNull(report, "report");
            recordingNames = List.copyOf(recordingNames);
        }
    }

    /** Collects how an Asterisk writes. Not thread-safe. */
    public static final class Builder {
        private final ZoneId zone;
        private final Set<String> inboundContexts = new LinkedHashSet<>();
        private final Set<String> outboundContexts = new LinkedHashSet<>();
        private final Set<String> ownNumbers = new LinkedHashSet<>();
        private final Map<String, Call.Agent> agents = new HashMap<>();
        private String account = "";
        private Charset charset = StandardCharsets.UTF_8;
        private List<String> columns = List.of();
        private int extensionDigits = 6;
        private String dialPrefix = "";
        private List<String> recordingNames = List.of(
                "{userfield}",
                "{linkedid}.ogg",
                "{linkedid}.wav",
                "{linkedid}.mp3",
                "{uniqueid}.ogg",
                "{uniqueid}.wav",
                "{uniqueid}.mp3");

        private Builder(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
        }

        /**
         * Tells this Asterisk from others of the same project. Calls of different accounts are never one.
         *
         * @param value at most 255 characters; empty unless set
         * @return this builder
         */
        public Builder account(String value) {
            account = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the encoding of the file.
         *
         * @param value a superset of ASCII of which no other character has a byte below 128; UTF-8 unless set
         * @return this builder
         */
        public Builder charset(Charset value) {
            charset = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the columns of a file that is laid out by hand ({@code cdr_custom}).
         *
         * @param names Asterisk's names of the columns in order, {@code uniqueid} and {@code start} among them
         * @return this builder
         * @throws IllegalArgumentException if one of these two is missing, or a name stands twice
         */
        public Builder columns(List<String> names) {
            if (!names.containsAll(List.of("uniqueid", "start"))) {
                throw new IllegalArgumentException("names must contain uniqueid and start");
            }
            if (Set.copyOf(names).size() != names.size()) {
                throw new IllegalArgumentException("names must not contain a name twice");
            }
            columns = List.copyOf(names);
            return this;
        }

        /**
         * Says that calls in these contexts come from outside.
         *
         * @param contexts names of contexts
         * @return this builder
         */
        public Builder inboundContexts(String... contexts) {
            inboundContexts.addAll(List.of(contexts));
            return this;
        }

        /**
         * Says that calls in these contexts go outside. Do not name a context that internal calls pass through as well.
         *
         * @param contexts names of contexts
         * @return this builder
         */
        public Builder outboundContexts(String... contexts) {
            outboundContexts.addAll(List.of(contexts));
            return this;
        }

        /**
         * Tells the numbers of the own lines as Asterisk writes them; they are compared digit by digit.
         *
         * @param numbers numbers
         * @return this builder
         */
        public Builder ownNumbers(Collection<String> numbers) {
            ownNumbers.addAll(numbers);
            return this;
        }

        /**
         * Tells whose phone an endpoint is. Without it an extension is an agent whose id and number are the extension,
         * and an endpoint of another name is a line to the outside.
         *
         * @param endpoint the endpoint, {@code 101} for {@code PJSIP/101-0000001a}
         * @param agent the employee
         * @return this builder
         */
        public Builder agent(String endpoint, Call.Agent agent) {
            agents.put(endpoint, Objects.requireNonNull(agent, "agent"));
            return this;
        }

        /**
         * Sets how many digits an extension has at the most.
         *
         * @param most 2 to 15; 6 unless set
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder extensionDigits(int most) {
            if (most < Sides.LEAST_EXTENSION || most > 15) {
                throw new IllegalArgumentException("most must be from " + Sides.LEAST_EXTENSION + " to 15");
            }
            extensionDigits = most;
            return this;
        }

        /**
         * Sets what people dial to get a line; it is taken off the numbers of outgoing calls.
         *
         * @param digits for example {@code 9}; empty unless set
         * @return this builder
         */
        public Builder dialPrefix(String digits) {
            dialPrefix = Objects.requireNonNull(digits, "digits");
            return this;
        }

        /**
         * Sets what files with recordings are called. {@code {uniqueid}}, {@code {linkedid}} and {@code {userfield}} stand
         * for those columns; {@code /} leads into a folder.
         *
         * @param patterns the likeliest first; unless set the user field as it is, then the ids with the endings of Ogg,
         *     WAV and MP3
         * @return this builder
         */
        public Builder recordingNames(List<String> patterns) {
            recordingNames = List.copyOf(patterns);
            return this;
        }

        /**
         * Makes the description.
         *
         * @return never null
         */
        public AsteriskCdr build() {
            return new AsteriskCdr(this);
        }
    }
}
