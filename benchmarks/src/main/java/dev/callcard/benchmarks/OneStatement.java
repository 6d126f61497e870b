package dev.callcard.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.time.OffsetDateTime;

/** The card as one big statement: a round trip, and no work for the client. */
final class OneStatement {
    static final String SQL = """
            with k as (select ? as project, ? as phone, cast(? as timestamptz) as until, cast(? as timestamptz) as since),
            newest as (select s.* from session s, k
                where s.project_id = k.project and s.phone = k.phone and s.started_at <= k.until
                order by s.started_at desc limit 50)
            select cast(json_build_object(
                'call', (select row_to_json(c) from call c, k where c.project_id = k.project and c.phone = k.phone
                    and c.started_at <= k.until order by c.started_at desc limit 1),
                'totalCalls', (select count(*) from call c, k where c.project_id = k.project and c.phone = k.phone
                    and c.started_at <= k.until),
                'callsInPeriod', (select count(*) from call c, k where c.project_id = k.project and c.phone = k.phone
                    and c.started_at > k.since and c.started_at <= k.until),
                'totalSessions', (select count(*) from session s, k
                    where s.project_id = k.project and s.phone = k.phone and s.started_at <= k.until),
                'firstVisit', (select min(s.started_at) from session s, k
                    where s.project_id = k.project and s.phone = k.phone and s.started_at <= k.until),
                'viewsInPeriod', (select count(*) from page_view p, k where p.project_id = k.project and p.phone = k.phone
                    and p.viewed_at > k.since and p.viewed_at <= k.until),
                'topPages', (select json_agg(t) from (select p.url, coalesce(sum(p.time_ms), 0) as millis, count(*) as views
                    from page_view p, k where p.project_id = k.project and p.phone = k.phone
                    and p.viewed_at > k.since and p.viewed_at <= k.until
                    group by p.url order by 2 desc, 3 desc, 1 limit 5) t),
                'sessions', (select json_agg(json_build_object('session', row_to_json(n),
                    'pages', (select json_agg(v) from (select p.url, p.title, p.viewed_at, p.time_ms from page_view p
                        where p.session_id = n.id order by p.viewed_at limit 20) v),
                    'calls', (select json_agg(d) from (select c.* from call c, k
                        where c.project_id = k.project and c.phone = k.phone and c.started_at >= n.started_at
                        and c.started_at < n.ended_at + interval '30 minutes' order by c.started_at limit 20) d))
                    order by n.started_at desc) from newest n),
                'calls', (select json_agg(l) from (select c.* from call c, k where c.project_id = k.project
                    and c.phone = k.phone and c.started_at <= k.until order by c.started_at desc limit 50) l)) as text)""";

    private OneStatement() {}

    static Facts facts(byte[] json) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
            JsonObject card = reader.readObject();
            return new Facts(
                    card.getJsonNumber("totalCalls").longValue(),
                    card.getJsonNumber("callsInPeriod").longValue(),
                    card.getJsonNumber("totalSessions").longValue(),
                    card.getJsonNumber("viewsInPeriod").longValue(),
                    card.getJsonArray("sessions").getValuesAs(JsonObject.class).stream()
                            .map(entry -> OffsetDateTime.parse(
                                            entry.getJsonObject("session").getString("started_at"))
                                    .toInstant())
                            .findFirst(),
                    card.isNull("topPages")
                            ? java.util.List.of()
                            : card.getJsonArray("topPages").getValuesAs(JsonObject.class).stream()
                                    .map(page -> Facts.topPage(
                                            page.getString("url"),
                                            page.getJsonNumber("millis").longValue(),
                                            page.getJsonNumber("views").longValue()))
                                    .toList(),
                    card.getJsonArray("sessions").size(),
                    card.getJsonArray("sessions").getValuesAs(JsonObject.class).stream()
                            .mapToInt(entry -> entry.getJsonArray("pages").size())
                            .sum(),
                    card.getJsonArray("calls").size());
        }
    }
}
