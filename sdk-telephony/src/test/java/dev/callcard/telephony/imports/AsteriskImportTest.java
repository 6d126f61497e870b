package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the rows of a Master.csv become: one example for each kind of call. */
class AsteriskImportTest {
    private static final String CUSTOMER = "02079460958";
    private static final String CUSTOMER_E164 = "+442079460958";

    private final ImportFixture fixture = new ImportFixture();

    @Test
    void answeredCallHasItsTimesAndItsAgent() {
        ImportProgress done = fixture.asterisk(Cdr.row("1772443200.1", "1772443200.1", 1)
                .who(CUSTOMER, "200")
                .at("09:20:00", "09:20:12", "09:25:12")
                .set("duration", "312")
                .set("billsec", "300")
                .to("PJSIP/101-0000001a", "ANSWERED")
                .toString());

        assertThat(done.created()).isEqualTo(1);
        Call call = only();
        assertThat(call.origin()).isEqualTo(Call.Origin.IMPORT);
        assertThat(call.key().provider()).isEqualTo("asterisk");
        assertThat(call.key().providerCallId()).isEqualTo("1772443200.1");
        assertThat(call.facts().type()).contains(Call.Type.INBOUND);
        assertThat(call.facts().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(call.facts().rawStatus()).contains("ANSWERED");
        assertThat(call.facts().customerNumber().text()).isEqualTo(CUSTOMER_E164);
        assertThat(call.facts().destination().map(PhoneNumber::raw)).contains("200");
        assertThat(call.facts().times().startedAt()).isEqualTo(Instant.parse("2026-03-02T09:20:00Z"));
        assertThat(call.facts().times().waiting()).contains(Duration.ofSeconds(12));
        assertThat(call.facts().times().talk()).contains(Duration.ofMinutes(5));
        assertThat(call.facts().agent())
                .contains(new Call.Agent(Optional.of("101"), Optional.empty(), Optional.of("101")));
    }

    @Test
    void ringGroupIsOneCallOfTheOneWhoAnswered() {
        fixture.asterisk(ringGroup().toArray(String[]::new));

        Call call = only();
        assertThat(call.facts().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(call.facts().agent().flatMap(Call.Agent::number)).contains("102");
        assertThat(call.facts().times().waiting()).contains(Duration.ofSeconds(15));
        assertThat(call.facts().times().talk()).contains(Duration.ofMinutes(1));
        assertThat(call.facts().legs())
                .extracting(Call.Leg::outcome)
                .containsExactlyInAnyOrder(Outcome.NO_ANSWER, Outcome.ANSWERED, Outcome.NO_ANSWER);
    }

    @Test
    void rowsWithoutSequenceAreToldApartByWhatTheySay() {
        for (int phone = 1; phone <= 3; phone++) {
            for (int attempt = 0; attempt < 2; attempt++) {
                fixture.asterisk(Cdr.oldRow("1772443200.1")
                        .who(CUSTOMER, "600")
                        .at("10:0" + attempt + ":00", "", "10:0" + attempt + ":15")
                        .to("PJSIP/10" + phone + "-00000002", "NO ANSWER")
                        .toString());
            }
        }

        assertThat(only().facts().legs()).hasSize(6);
        assertThat(only().facts().times().total()).contains(Duration.ofSeconds(75));
    }

    @Test
    void blindTransferIsOneCallOfTheFirstWhoAnswered() {
        fixture.asterisk(
                Cdr.row("1772443200.1", "1772443200.1", 1)
                        .who(CUSTOMER, "101")
                        .at("10:00:00", "10:00:05", "10:01:00")
                        .to("PJSIP/101-00000002", "ANSWERED")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 4)
                        .who(CUSTOMER, "103")
                        .at("10:01:00", "10:01:00", "10:04:00")
                        .set("dcontext", "from-internal-xfer")
                        .to("PJSIP/103-00000003", "ANSWERED")
                        .toString());

        Call call = only();
        assertThat(call.facts().legs()).hasSize(2);
        assertThat(call.facts().agent().flatMap(Call.Agent::number)).contains("101");
        assertThat(call.facts().times().total()).contains(Duration.ofMinutes(4));
        assertThat(call.facts().times().talk()).contains(Duration.ofSeconds(235));
        assertThat(call.facts().type()).contains(Call.Type.INBOUND);
    }

    @Test
    void attendedTransferStaysIncomingThoughTheConsultationWasInternal() {
        fixture.asterisk(
                Cdr.row("1772443230.7", "1772443200.1", 5)
                        .who("101", "103")
                        .at("10:00:30", "10:00:33", "10:00:50")
                        .set("channel", "PJSIP/101-00000004")
                        .set("dcontext", "from-internal")
                        .to("PJSIP/103-00000005", "ANSWERED")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 1)
                        .who(CUSTOMER, "101")
                        .at("10:00:00", "10:00:05", "10:00:50")
                        .to("PJSIP/101-00000002", "ANSWERED")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 6)
                        .who(CUSTOMER, "101")
                        .at("10:00:50", "10:00:50", "10:03:00")
                        .to("PJSIP/103-00000005", "ANSWERED")
                        .toString());

        Call call = only();
        assertThat(call.facts().type()).contains(Call.Type.INBOUND);
        assertThat(call.facts().customerNumber().text()).isEqualTo(CUSTOMER_E164);
        assertThat(call.facts().times().talk()).contains(Duration.ofSeconds(175));
        assertThat(call.facts().legs()).hasSize(3);
    }

    @Test
    void missedCallWaitedAllTheTime() {
        fixture.asterisk(Cdr.oldRow("1772443200.1")
                .who(CUSTOMER, "s")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString());

        Call call = only();
        assertThat(call.facts().outcome()).isEqualTo(Outcome.NO_ANSWER);
        assertThat(call.facts().rawStatus()).contains("NO ANSWER");
        assertThat(call.facts().times().waiting()).contains(Duration.ofSeconds(30));
        assertThat(call.facts().times().talk()).contains(Duration.ZERO);
        assertThat(call.facts().destination()).isEmpty();
    }

    @Test
    void mailboxIsNoConversation() {
        fixture.asterisk(
                Cdr.row("1772443200.1", "1772443200.1", 1)
                        .who(CUSTOMER, "101")
                        .at("10:00:00", "", "10:00:20")
                        .to("PJSIP/101-00000002", "NO ANSWER")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 2)
                        .who(CUSTOMER, "vmu101")
                        .at("10:00:20", "10:00:20", "10:00:50")
                        .set("lastapp", "VoiceMail")
                        .to("", "ANSWERED")
                        .toString());

        Call call = only();
        assertThat(call.facts().outcome()).isEqualTo(Outcome.VOICEMAIL);
        assertThat(call.facts().times().talk()).contains(Duration.ZERO);
        assertThat(call.facts().times().waiting()).contains(Duration.ofSeconds(50));
    }

    @Test
    void everyDispositionIsUnderstoodOrKept() {
        assertThat(outcomeOf("BUSY")).isEqualTo(Outcome.BUSY);
        assertThat(outcomeOf("FAILED")).isEqualTo(Outcome.FAILED);
        assertThat(outcomeOf("CONGESTION")).isEqualTo(Outcome.FAILED);
        assertThat(outcomeOf("CANCEL")).isEqualTo(Outcome.CANCELED);
        assertThat(outcomeOf("HAUNTED")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void outgoingCallIsOfTheOneWhoDialled() {
        fixture.asterisk(Cdr.oldRow("1772443200.1")
                .who("101", CUSTOMER)
                .at("10:00:00", "10:00:10", "10:02:00")
                .set("channel", "PJSIP/101-00000002")
                .set("dcontext", "from-internal")
                .to("PJSIP/trunk-00000003", "ANSWERED")
                .toString());

        Call call = only();
        assertThat(call.facts().type()).contains(Call.Type.OUTBOUND);
        assertThat(call.facts().customerNumber().text()).isEqualTo(CUSTOMER_E164);
        assertThat(call.facts().agent().flatMap(Call.Agent::number)).contains("101");
    }

    @Test
    void outgoingCallThatShowsTheNumberOfTheHouseIsToldByItsChannel() {
        fixture.asterisk(Cdr.oldRow("1772443200.1")
                .who("02079460000", CUSTOMER)
                .at("10:00:00", "10:00:10", "10:02:00")
                .set("channel", "PJSIP/101-00000002")
                .to("PJSIP/trunk-00000003", "ANSWERED")
                .toString());

        Call call = only();
        assertThat(call.facts().type()).contains(Call.Type.OUTBOUND);
        assertThat(call.facts().customerNumber().text()).isEqualTo(CUSTOMER_E164);
    }

    @Test
    void internalCallHasNoCustomer() {
        fixture.asterisk(Cdr.oldRow("1772443200.1")
                .who("101", "102")
                .at("10:00:00", "10:00:10", "10:02:00")
                .set("channel", "PJSIP/101-00000002")
                .to("PJSIP/102-00000003", "ANSWERED")
                .toString());

        Call call = only();
        assertThat(call.facts().type()).contains(Call.Type.INTERNAL);
        assertThat(call.facts().customerNumber().kind()).isEqualTo(PhoneNumber.Kind.ANONYMOUS);
    }

    @Test
    void hiddenCallersAreNobody() {
        fixture.asterisk(
                Cdr.oldRow("1772443200.1")
                        .who("", "101")
                        .at("10:00:00", "", "10:00:30")
                        .set("clid", "\"Anonymous\" <>")
                        .to("PJSIP/101-00000002", "NO ANSWER")
                        .toString(),
                Cdr.oldRow("1772443300.1")
                        .who("anonymous", "101")
                        .at("11:00:00", "", "11:00:30")
                        .to("PJSIP/101-00000002", "NO ANSWER")
                        .toString());

        assertThat(fixture.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.facts().type()).contains(Call.Type.INBOUND);
            assertThat(call.facts().customerNumber().kind()).isEqualTo(PhoneNumber.Kind.ANONYMOUS);
        });
        assertThat(fixture.calls().get(0).customer())
                .isNotEqualTo(fixture.calls().get(1).customer());
    }

    @Test
    void quotesCommasAndLineEndsInNamesDoNotBreakRows() {
        String odd = Cdr.oldRow("1772443200.1")
                .who(CUSTOMER, "101")
                .at("10:00:00", "", "10:00:30")
                .set("clid", "\"O\"Neil, \"\"Ann\r\nLee\" <02079460958>")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();
        String plain = Cdr.oldRow("1772443300.1")
                .who(CUSTOMER, "101")
                .at("11:00:00", "", "11:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();

        ImportProgress done = fixture.asterisk(odd, plain);

        assertThat(done.created()).isEqualTo(2);
        assertThat(done.lines()).isEqualTo(3);
        assertThat(fixture.rejected()).isEmpty();
    }

    @Test
    void configurationTellsContextsAgentsNumbersAndPrefix() {
        Call.Agent ann = new Call.Agent(Optional.of("ann"), Optional.of("Ann Lee"), Optional.of("101"));
        AsteriskCdr cdr = AsteriskCdr.builder(ImportFixture.LONDON)
                .account("pbx1")
                .inboundContexts("did-in")
                .outboundContexts("out")
                .ownNumbers(List.of("+44 20 7946 0000"))
                .agent("ann-desk", ann)
                .dialPrefix("9")
                .build();
        String in = Cdr.oldRow("1772443200.1")
                .who(CUSTOMER, "02079460001")
                .set("dcontext", "did-in")
                .at("10:00:00", "10:00:05", "10:00:30")
                .to("PJSIP/ann-desk-00000002", "ANSWERED")
                .toString();
        String out = Cdr.oldRow("1772443200.2")
                .who("442079460000", "9" + CUSTOMER)
                .set("dcontext", "whatever")
                .set("channel", "PJSIP/ann-desk-00000003")
                .at("10:00:00", "10:00:05", "10:00:30")
                .to("PJSIP/trunk-00000002", "ANSWERED")
                .toString();

        fixture.imports().build().asteriskCdr(ImportFixture.stream(in + "\n" + out + "\n"), cdr);

        assertThat(fixture.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.key().account()).isEqualTo("pbx1");
            assertThat(call.facts().agent()).contains(ann);
            assertThat(call.facts().customerNumber().text()).isEqualTo(CUSTOMER_E164);
        });
        assertThat(fixture.calls())
                .extracting(call -> call.facts().type().orElseThrow())
                .containsExactly(Call.Type.INBOUND, Call.Type.OUTBOUND);
    }

    @Test
    void columnsOfAHandMadeFileAreTold() {
        AsteriskCdr cdr = AsteriskCdr.builder(ImportFixture.LONDON)
                .columns(List.of("start", "end", "src", "dst", "disposition", "uniqueid", "linkedid"))
                .build();
        String rows = """
                2026-03-02 10:00:00,2026-03-02 10:00:30,02079460958,101,BUSY,1772443200.2,1772443200.1
                2026-03-02 10:00:00,2026-03-02 10:00:31,02079460958,102,NO ANSWER,1772443200.3,1772443200.1
                """;

        fixture.imports().build().asteriskCdr(ImportFixture.stream(rows), cdr);

        assertThat(only().facts().outcome()).isEqualTo(Outcome.BUSY);
        assertThat(only().facts().legs()).hasSize(2);
    }

    @Test
    void linkedIdIsFoundInEitherOrderOfTheNewerColumns() {
        String asAsteriskDoes = Cdr.row("1772443200.2", "1772443200.1", 3)
                .who(CUSTOMER, "101")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();
        String swapped = Cdr.row("1772443200.3", "", 4)
                .set("peeraccount", "1772443200.1")
                .who(CUSTOMER, "102")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/102-00000002", "NO ANSWER")
                .toString();

        fixture.asterisk(asAsteriskDoes, swapped);

        assertThat(only().facts().legs()).hasSize(2);
    }

    @Test
    void latinFileIsReadWhenToldSo() {
        String row = Cdr.oldRow("1772443200.1")
                .who(CUSTOMER, "101")
                .set("clid", "\"Zo\u00eb\" <02079460958>")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();
        byte[] latin = (row + "\n").getBytes(StandardCharsets.ISO_8859_1);

        ImportProgress strict =
                fixture.imports().build().asteriskCdr(new java.io.ByteArrayInputStream(latin), ImportFixture.cdr());
        ImportProgress told = fixture.imports()
                .build()
                .asteriskCdr(
                        new java.io.ByteArrayInputStream(latin),
                        AsteriskCdr.builder(ImportFixture.LONDON)
                                .charset(StandardCharsets.ISO_8859_1)
                                .build());

        assertThat(strict.rejected()).isEqualTo(1);
        assertThat(fixture.rejected()).contains("is not UTF-8");
        assertThat(told.created()).isEqualTo(1);
    }

    static List<String> ringGroup() {
        return List.of(
                Cdr.row("1772443200.1", "1772443200.1", 1)
                        .who(CUSTOMER, "600")
                        .at("10:00:00", "", "10:00:15")
                        .to("PJSIP/101-00000002", "NO ANSWER")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 2)
                        .who(CUSTOMER, "600")
                        .at("10:00:00", "10:00:15", "10:01:15")
                        .to("PJSIP/102-00000003", "ANSWERED")
                        .toString(),
                Cdr.row("1772443200.1", "1772443200.1", 3)
                        .who(CUSTOMER, "600")
                        .at("10:00:00", "", "10:00:15")
                        .to("PJSIP/103-00000004", "NO ANSWER")
                        .toString());
    }

    private Outcome outcomeOf(String disposition) {
        ImportFixture own = new ImportFixture();
        own.asterisk(Cdr.oldRow("1772443200.1")
                .who(CUSTOMER, "101")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/101-00000002", disposition)
                .toString());
        Call.Facts facts = own.calls().get(0).facts();
        assertThat(facts.rawStatus()).contains(disposition);
        return facts.outcome();
    }

    private Call only() {
        assertThat(fixture.rejected()).isEmpty();
        assertThat(fixture.calls()).hasSize(1);
        return fixture.calls().get(0);
    }
}
