package dev.callcard.web;

import dev.callcard.error.InvalidInputException;
import java.util.Locale;
import java.util.Optional;

/** In which form the log is wanted. */
enum LogFormat {
    JSON,
    CSV;

    /** What {@code format} says, else what {@code Accept} likes better; JSON where it does not matter. */
    static LogFormat of(Exchange exchange) {
        Optional<String> format = exchange.query().first("format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "json" -> JSON;
                case "csv" -> CSV;
                default -> throw new InvalidInputException("/format", "must be json or csv");
            };
        }
        String accept = exchange.header("Accept").orElse("");
        double csv = quality(accept, "text/csv");
        return csv > 0 && csv > quality(accept, "application/json") ? CSV : JSON;
    }

    /** How much a media type is liked that is named itself; 0 if it is not. */
    private static double quality(String accept, String type) {
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            if (parts[0].strip().equals(type)) {
                for (String part : parts) {
                    String parameter = part.strip();
                    if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                        return Double.parseDouble(parameter.substring(2));
                    }
                }
                return 1;
            }
        }
        return 0;
    }
}
