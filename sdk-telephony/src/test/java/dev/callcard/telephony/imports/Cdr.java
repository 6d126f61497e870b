package dev.callcard.telephony.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes rows as Asterisk's {@code cdr_csv} does: texts in quotes, quotes doubled, times that are not known empty. */
final class Cdr {
    private static final List<String> COLUMNS = List.of(
            "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,"
                    .concat("disposition,amaflags,uniqueid,userfield,peeraccount,linkedid,sequence")
                    .split(","));

    private static final List<String> BARE = List.of("duration", "billsec", "sequence");

    private final Map<String, String> values = new HashMap<>(Map.of(
            "dcontext", "from-trunk",
            "lastapp", "Dial",
            "amaflags", "DOCUMENTATION",
            "channel", "PJSIP/trunk-00000001"));
    private final int width;

    private Cdr(int width) {
        this.width = width;
    }

    /** A row of an Asterisk that logs everything. */
    static Cdr row(String uniqueid, String linkedid, int sequence) {
        return new Cdr(21)
                .set("uniqueid", uniqueid)
                .set("linkedid", linkedid)
                .set("sequence", String.valueOf(sequence));
    }

    /** A row of an Asterisk without the newer columns. */
    static Cdr oldRow(String uniqueid) {
        return new Cdr(18).set("uniqueid", uniqueid);
    }

    Cdr set(String column, String value) {
        values.put(column, value);
        return this;
    }

    Cdr who(String src, String dst) {
        return set("src", src).set("dst", dst);
    }

    /** Times of the day 2026-03-02, the answer possibly empty. */
    Cdr at(String start, String answer, String end) {
        return set("start", "2026-03-02 " + start)
                .set("answer", answer.isEmpty() ? "" : "2026-03-02 " + answer)
                .set("end", "2026-03-02 " + end);
    }

    Cdr to(String dstchannel, String disposition) {
        return set("dstchannel", dstchannel).set("disposition", disposition);
    }

    @Override
    public String toString() {
        StringBuilder row = new StringBuilder();
        for (String column : COLUMNS.subList(0, width)) {
            String value = values.getOrDefault(column, "");
            boolean time = List.of("start", "answer", "end").contains(column) && value.isEmpty();
            row.append(row.length() == 0 ? "" : ",");
            row.append(BARE.contains(column) || time ? value : '"' + value.replace("\"", "\"\"") + '"');
        }
        return row.toString();
    }
}
