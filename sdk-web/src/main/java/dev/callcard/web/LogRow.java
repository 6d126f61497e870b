package dev.callcard.web;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.log.CallLog;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import dev.callcard.visit.Source;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A line of the call log as cells of a table. The columns are part of the contract: new ones go to the end. */
final class LogRow {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final Map<String, String> categories;
    private final Paths paths;

    LogRow(ProjectSettings settings, Paths paths) {
        this.zone = settings.timeZone();
        this.categories = settings.categories().stream().collect(Collectors.toMap(Category::id, Category::name));
        this.paths = paths;
    }

    List<String> header() {
        return List.of(
                "id",
                "startedAt (" + zone.getId() + ")",
                "startedAt (UTC)",
                "type",
                "outcome",
                "qualification",
                "waitMs",
                "talkMs",
                "totalMs",
                "caller",
                "destination",
                "agentId",
                "agentName",
                "agentNumber",
                "channel",
                "source",
                "medium",
                "campaign",
                "keyword",
                "content",
                "clickId",
                "categories",
                "managerRating",
                "callRating",
                "recording",
                "provider",
                "origin",
                "customerId",
                "cardUrl");
    }

    List<String> cells(CallLog.Entry entry) {
        Call call = entry.call();
        Call.Facts facts = call.facts();
        Optional<Call.Agent> agent = facts.agent();
        Optional<Source> source = entry.source();
        return List.of(
                call.id().toString(),
                LOCAL.format(facts.times().startedAt().atZone(zone)),
                facts.times().startedAt().toString(),
                facts.type().map(Enum::name).orElse(""),
                facts.outcome().name(),
                call.qualification().name(),
                millis(facts.times().waiting()),
                millis(facts.times().talk()),
                millis(facts.times().total()),
                facts.caller().map(PhoneNumber::text).orElse(""),
                facts.destination().map(PhoneNumber::text).orElse(""),
                text(agent, Call.Agent::id),
                text(agent, Call.Agent::name),
                text(agent, Call.Agent::number),
                source.map(known -> known.channel().name()).orElse(""),
                text(source, Source::source),
                text(source, Source::medium),
                text(source, Source::campaign),
                text(source, Source::keyword),
                text(source, Source::content),
                text(source, Source::clickId),
                entry.annotation().categories().stream()
                        .map(id -> categories.getOrDefault(id, id))
                        .collect(Collectors.joining(" | ")),
                mark(entry.annotation().managerRating()),
                mark(entry.annotation().callRating()),
                entry.recording().state().name(),
                call.key().provider(),
                call.origin().name(),
                call.customer().toString(),
                paths.card(call.id()));
    }

    private static <T> String text(Optional<T> owner, Function<T, Optional<String>> part) {
        return owner.flatMap(part).orElse("");
    }

    private static String millis(Optional<Duration> duration) {
        return duration.map(known -> Long.toString(known.toMillis())).orElse("");
    }

    private static String mark(Optional<Annotation.Rating> rating) {
        return rating.map(given -> Integer.toString(given.value())).orElse("");
    }
}
