package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.CallId;
import dev.callcard.json.CallJson;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore.Change;
import dev.callcard.log.LogStore.Kind;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes server-sent events. Stateless. */
final class LiveEvents {
    private static final int CALLS_AT_ONCE = 64;

    private LiveEvents() {}

    /**
     * What is new as the viewer sees it: calls that the viewer may not see are left out. Until all of it is out, the client is
     * where it was before.
     */
    static byte[] of(
            CallCards callCards,
            Viewer viewer,
            Paths paths,
            ProjectId project,
            List<Change> news,
            LiveCursor before,
            LiveCursor now) {
        Map<CallId, CallLog.Entry> entries = entries(callCards, viewer, project, news);
        Set<Event> events = new LinkedHashSet<>();
        news.forEach(change -> events.add(new Event(change.call(), change.kind())));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events) {
            CallLog.Entry entry = entries.get(event.call());
            if (entry != null) {
                String name = event.kind().name().toLowerCase(Locale.ROOT);
                out.writeBytes(ascii("event: " + name + "\nid: " + before.text() + "\ndata: "));
                CallJson.writeLogItem(out, entry, paths);
                out.writeBytes(ascii("\n\n"));
            }
        }
        out.writeBytes(heartbeat(now));
        return out.toByteArray();
    }

    /** Says that the client has to read the log anew. */
    static byte[] reset(LiveCursor now) {
        return ascii("event: reset\nid: " + now.text() + "\ndata: {}\n\n");
    }

    /** No event, but a sign of life and the place where the client is. */
    static byte[] heartbeat(LiveCursor now) {
        return ascii(":\nid: " + now.text() + "\n\n");
    }

    private static Map<CallId, CallLog.Entry> entries(
            CallCards callCards, Viewer viewer, ProjectId project, List<Change> news) {
        Map<CallId, CallLog.Entry> entries = new HashMap<>();
        List<CallId> calls = news.stream().map(Change::call).distinct().toList();
        for (int i = 0; i < calls.size(); i += CALLS_AT_ONCE) {
            Set<CallId> some = new HashSet<>(calls.subList(i, Math.min(i + CALLS_AT_ONCE, calls.size())));
            LogFilter filter = LogFilter.builder().calls(some).build();
            PageRequest page = new PageRequest(Optional.empty(), CALLS_AT_ONCE);
            callCards
                    .log()
                    .read(viewer, project, filter, page)
                    .items()
                    .forEach(entry -> entries.put(entry.call().id(), entry));
        }
        return entries;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record Event(CallId call, Kind kind) {}
}
