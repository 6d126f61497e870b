package dev.callcard.telephony.asterisk;

import dev.callcard.call.Call;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the two sides of a row apart: who is inside, who is outside, and whose phone it was. */
final class Sides {
    static final int LEAST_EXTENSION = 2;

    /** What dial plans call their own steps: start, hang-up, invalid, time-out. */
    private static final Set<String> STEPS = Set.of("s", "h", "i", "t");

    private final Set<String> inboundContexts;
    private final Set<String> outboundContexts;
    private final Set<String> ownNumbers;
    private final Map<String, Call.Agent> agents;
    private final int extensionDigits;
    private final String dialPrefix;

    Sides(
            Set<String> inboundContexts,
            Set<String> outboundContexts,
            Set<String> ownNumbers,
            Map<String, Call.Agent> agents,
            int extensionDigits,
            String dialPrefix) {
        this.inboundContexts = Set.copyOf(inboundContexts);
        this.outboundContexts = Set.copyOf(outboundContexts);
        this.ownNumbers = ownNumbers.stream().map(Sides::digits).collect(Collectors.toUnmodifiableSet());
        this.agents = Map.copyOf(agents);
        this.extensionDigits = extensionDigits;
        this.dialPrefix = dialPrefix;
    }

    /** Who called whom; empty if the row does not tell. */
    Optional<Call.Type> type(CdrRow row) {
        String context = row.text("dcontext");
        if (inboundContexts.contains(context)) {
            return Optional.of(Call.Type.INBOUND);
        }
        if (outboundContexts.contains(context)) {
            return Optional.of(Call.Type.OUTBOUND);
        }
        String channel = row.text("channel");
        boolean ownPhone = !Endpoint.isLocal(channel)
                && Endpoint.of(channel)
                        .filter(name -> isExtension(name) || agents.containsKey(name))
                        .isPresent();
        boolean fromInside = ownPhone || isOurs(row.text("src"));
        boolean toOutside = isLong(row.text("dst")) && !isOurs(row.text("dst"));
        if (fromInside) {
            return Optional.of(toOutside ? Call.Type.OUTBOUND : Call.Type.INTERNAL);
        }
        // From outside to a long number that nobody said is ours: a line of ours, or a call that went out again.
        return toOutside ? Optional.empty() : Optional.of(Call.Type.INBOUND);
    }

    /** What was dialled; the names that a dial plan gives to its own steps are left to another leg. */
    Optional<String> destination(CdrRow row, Optional<Call.Type> type) {
        Optional<String> dialled = row.filled("dst").filter(dst -> !STEPS.contains(dst));
        if (!type.equals(Optional.of(Call.Type.OUTBOUND)) || dialPrefix.isEmpty()) {
            return dialled;
        }
        return dialled.map(dst -> dst.startsWith(dialPrefix) && isLong(dst.substring(dialPrefix.length()))
                ? dst.substring(dialPrefix.length())
                : dst);
    }

    /** Whose phone it is: the one that called out, else the one that rang. A line to the outside is nobody's. */
    Optional<Call.Agent> agent(CdrRow row, Optional<Call.Type> type) {
        boolean outgoing = type.equals(Optional.of(Call.Type.OUTBOUND));
        return Endpoint.of(row.text(outgoing ? "channel" : "dstchannel"))
                .flatMap(name -> Optional.ofNullable(agents.get(name)).or(() -> unnamedAgent(name)));
    }

    private Optional<Call.Agent> unnamedAgent(String endpoint) {
        return isExtension(endpoint)
                ? Optional.of(new Call.Agent(Optional.of(endpoint), Optional.empty(), Optional.of(endpoint)))
                : Optional.empty();
    }

    private boolean isOurs(String number) {
        return isExtension(number) || ownNumbers.contains(digits(number));
    }

    private boolean isExtension(String text) {
        return isDigits(text) && text.length() >= LEAST_EXTENSION && text.length() <= extensionDigits;
    }

    private boolean isLong(String number) {
        String digits = digits(number);
        return isDigits(digits) && digits.length() > extensionDigits;
    }

    /** A number without what people put between its digits. */
    private static String digits(String number) {
        return number.replaceAll("[\\s().+-]", "");
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
