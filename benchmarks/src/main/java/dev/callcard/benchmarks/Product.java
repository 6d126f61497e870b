package dev.callcard.benchmarks;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CustomerId;
import dev.callcard.card.AsOf;
import dev.callcard.card.CallCard;
import dev.callcard.ingest.ItemResult;
import dev.callcard.json.CardJson;
import dev.callcard.json.Links;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.VisitReport;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The SDK as a host uses it, at a fixed instant. */
final class Product {
    static final ProjectId PROJECT = ProjectId.of("shop");
    static final String TABLE_PREFIX = "callcard_";

    private static final Viewer VIEWER = Viewer.of("host", PROJECT, Viewer.Role.ADMIN);
    private static final Device DEVICE =
            new Device(Optional.of("desktop"), Optional.of("Windows"), Optional.of("Firefox"));
    private static final Optional<Place> PLACE =
            Optional.of(new Place(Optional.of("UA"), Optional.of("Київ"), Optional.of("Київ")));
    private static final Links LINKS = new Links() {
        @Override
        public String card(CallId call) {
            return "/callcard/p/shop/calls/" + call;
        }

        @Override
        public String customer(CustomerId customer) {
            return "/callcard/p/shop/customers/" + customer;
        }

        @Override
        public String recording(CallId call) {
            return "/callcard/api/v1/projects/shop/calls/" + call + "/recording";
        }
    };

    private final Storage storage;
    private final CallCards callCards;

    private Product(Storage storage, Instant now) {
        this.storage = storage;
        this.callCards = CallCards.builder(storage)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .devices(userAgent -> DEVICE)
                .places(ip -> PLACE)
                .build();
    }

    /** On tables in a schema, which must exist; the tables are made where they are missing. */
    static Product on(DataSource source, String schema, Instant now) {
        Storage recordings = new MemoryStorage(Clock.systemUTC());
        JdbcStorage storage = JdbcStorage.builder(source)
                .schema(schema)
                .tablePrefix(TABLE_PREFIX)
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(recordings.recordings())
                .build();
        Product product = new Product(storage, now);
        product.callCards.projects().create(PROJECT, settings());
        return product;
    }

    /** In memory, without a database. */
    static Product inMemory(Instant now) {
        Product product = new Product(new MemoryStorage(Clock.systemUTC()), now);
        product.callCards.projects().create(PROJECT, settings());
        return product;
    }

    private static ProjectSettings settings() {
        return ProjectSettings.builder("UA")
                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                .build();
    }

    List<ItemResult> views(List<View> views) {
        return events(views.stream().map(View::report).toList());
    }

    List<ItemResult> rings(List<Ring> rings) {
        return reports(rings.stream().map(Ring::report).toList());
    }

    List<ItemResult> reports(List<CallReport> reports) {
        return callCards.calls().ingest(VIEWER, PROJECT, Call.Origin.API, reports);
    }

    List<ItemResult> events(List<VisitReport> reports) {
        return callCards.visits().ingest(VIEWER, PROJECT, reports);
    }

    CallId newestCall(Customer customer) {
        CustomerId id =
                callCards.calls().customer(VIEWER, PROJECT, customer.phone()).orElseThrow();
        return callCards.cards().card(VIEWER, PROJECT, id).call().id();
    }

    CallCard card(CallId call) {
        return callCards.cards().card(VIEWER, PROJECT, call, AsOf.NOW);
    }

    /** What the HTTP API would answer. */
    static byte[] json(CallCard card) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        json(card, out);
        return out.toByteArray();
    }

    static void json(CallCard card, OutputStream out) {
        CardJson.writeCard(out, card, LINKS);
    }

    /** What does not agree with a count from scratch; nothing, if all is well. */
    List<String> recount() {
        return storage instanceof JdbcStorage jdbc ? jdbc.recount(PROJECT) : List.of();
    }
}
