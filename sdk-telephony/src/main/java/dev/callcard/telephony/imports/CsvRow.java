package dev.callcard.telephony.imports;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a row of CSV (RFC 4180) apart, line by line: a value in quotes may go on over line ends, and a quote in it is
 * doubled.
 */
final class CsvRow {
    /** No file that is read here has nearly as many. */
    private static final int MAX_COLUMNS = 1_000;

    private enum State {
        START,
        PLAIN,
        QUOTED,
        /** Behind a quote in quotes: the first of a doubled one, or the end. */
        QUOTE
    }

    private final List<String> columns = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private State state = State.START;

    /** Adds the next line; false if it cannot be part of a row. */
    boolean add(String line) {
        if (state == State.QUOTED) {
            value.append('\n');
        }
        for (int i = 0; i < line.length(); i++) {
            if (!add(line.charAt(i))) {
                return false;
            }
        }
        return columns.size() < MAX_COLUMNS;
    }

    /** Whether the row goes on in the next line. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** The columns of the row, which must not be open. */
    List<String> columns() {
        List<String> all = new ArrayList<>(columns);
        all.add(value.toString());
        return all;
    }

    private boolean add(char c) {
        switch (state) {
            case START -> {
                if (c == '"') {
                    state = State.QUOTED;
                } else {
                    return addPlain(c);
                }
            }
            case PLAIN -> {
                return addPlain(c);
            }
            case QUOTED -> {
                if (c == '"') {
                    state = State.QUOTE;
                } else {
                    value.append(c);
                }
            }
            case QUOTE -> {
                if (c == '"') {
                    value.append('"');
                    state = State.QUOTED;
                } else if (c == ',') {
                    endColumn();
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean addPlain(char c) {
        if (c == ',') {
            endColumn();
        } else {
            value.append(c);
            state = State.PLAIN;
        }
        return c != '"';
    }

    private void endColumn() {
        if (columns.size() < MAX_COLUMNS) {
            columns.add(value.toString());
        }
        value.setLength(0);
        state = State.START;
    }
}
