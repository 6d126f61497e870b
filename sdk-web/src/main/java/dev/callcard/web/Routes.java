package dev.callcard.web;

import dev.callcard.CallCards;
import java.util.Optional;

/** Every path that the plugin knows. */
final class Routes {
    private static final String PROJECT = "/api/v1/projects/{project}";
    private static final String CALL = PROJECT + "/calls/{id}";
    private static final String CUSTOMER = PROJECT + "/customers/{customerId}";

    private Routes() {}

    static Router all(
            CallCards callCards,
            Bodies bodies,
            Layout layout,
            Optional<ImportJobs> imports,
            LiveFeed live,
            RecordingHandlers recordings) {
        Router router = new Router();
        api(router, callCards, bodies, recordings);
        router.add("GET", PROJECT + "/live", live::open);
        PageHandlers pages = new PageHandlers(callCards, layout, imports);
        pages(router, pages);
        imports(router, new ImportHandlers(callCards, bodies, imports), layout);
        return router;
    }

    private static void api(Router router, CallCards callCards, Bodies bodies, RecordingHandlers recordings) {
        CallHandlers calls = new CallHandlers(callCards, bodies);
        router.add("POST", PROJECT + "/calls", calls::report)
                .add("GET", PROJECT + "/calls", calls::list)
                .add("GET", CALL, calls::get)
                .add("GET", CALL + "/card", calls::card);
        AnnotationHandlers annotations = new AnnotationHandlers(callCards, bodies);
        router.add("GET", CALL + "/annotation", annotations::get)
                .add("PATCH", CALL + "/annotation", annotations::change)
                .add("GET", CALL + "/comments", annotations::comments)
                .add("POST", CALL + "/comments", annotations::add)
                .add("PATCH", CALL + "/comments/{commentId}", annotations::edit)
                .add("DELETE", CALL + "/comments/{commentId}", annotations::delete);
        router.add("GET", CALL + "/recording", recordings::get)
                .add("HEAD", CALL + "/recording", recordings::get)
                .add("POST", CALL + "/recording", recordings::upload)
                .add("DELETE", CALL + "/recording", recordings::delete)
                .add("GET", CALL + "/recording/waveform", recordings::waveform)
                .add("GET", CALL + "/recording/links", recordings::links)
                .add("POST", CALL + "/recording/links", recordings::share)
                .add("DELETE", CALL + "/recording/links/{linkId}", recordings::revoke)
                .add("POST", CALL + "/recording/retrieval", recordings::requestRetrieval)
                .add("POST", CALL + "/recording/retrieval/approve", recordings::approveRetrieval)
                .add("GET", PROJECT + "/audit", recordings::audit);
        CustomerHandlers customers = new CustomerHandlers(callCards, bodies);
        router.add("POST", PROJECT + "/customers/lookup", customers::lookUp)
                .add("GET", CUSTOMER + "/card", customers::card)
                .add("GET", CUSTOMER + "/calls", customers::calls)
                .add("GET", CUSTOMER + "/sessions", customers::sessions);
        ErasureHandlers erasures = new ErasureHandlers(callCards, bodies);
        router.add("DELETE", CUSTOMER, erasures::erase)
                .add("GET", CUSTOMER + "/legal-hold", erasures::hold)
                .add("PUT", CUSTOMER + "/legal-hold", erasures::place)
                .add("DELETE", CUSTOMER + "/legal-hold", erasures::release)
                .add("GET", CUSTOMER + "/export", erasures::export)
                .add("GET", PROJECT + "/erasures", erasures::ledger)
                .add("POST", PROJECT + "/erasures/replay", erasures::replay);
        telephony(router, new TelephonyHandlers(callCards));
        router.add("POST", PROJECT + "/visit-events", new VisitHandlers(callCards, bodies)::report);
        SettingsHandlers settings = new SettingsHandlers(callCards, bodies);
        router.add("GET", PROJECT + "/settings", settings::get).add("PUT", PROJECT + "/settings", settings::put);
    }

    private static void telephony(Router router, TelephonyHandlers telephony) {
        String account = PROJECT + "/telephony/{provider}/{account}";
        String event = PROJECT + "/quarantine/{eventId}";
        router.add("GET", PROJECT + "/telephony", telephony::accounts)
                .add("POST", account + "/check", telephony::check)
                .add("GET", account + "/poll", telephony::poll)
                .add("POST", account + "/poll", telephony::pollNow)
                .add("GET", CALL + "/events", telephony::events)
                .add("GET", PROJECT + "/quarantine", telephony::quarantine)
                .add("GET", event, telephony::quarantined)
                .add("POST", event + "/replay", telephony::replay)
                .add("DELETE", event, telephony::drop);
    }

    private static void imports(Router router, ImportHandlers imports, Layout layout) {
        String one = PROJECT + "/imports/{importId}";
        router.add("GET", PROJECT + "/imports", imports::list)
                .add("POST", PROJECT + "/imports", imports::create)
                .add("GET", one, imports::get)
                .add("DELETE", one, imports::delete)
                .add("POST", one + "/stop", imports::stop)
                .add("POST", one + "/resume", imports::resume)
                .add("GET", one + "/rejected", imports::rejected)
                .add("GET", "/{project}/imports", new ImportsPage(imports, layout)::send);
    }

    private static void pages(Router router, PageHandlers pages) {
        router.add("GET", "", pages::addSlash)
                .add("GET", "/", pages::projects)
                .add("GET", "/{project}", pages::addSlash)
                .add("GET", "/{project}/", pages::log)
                .add("GET", "/{project}/calls/{id}", pages::card)
                .add("GET", "/{project}/customers/{customerId}", pages::customer);
    }
}
