package dev.callcard.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the command line asks for. */
record Options(List<Integer> rows, Set<String> only, Set<String> databases, Optional<Path> keep, int iterations) {
    static final String USAGE = """
            --rows 100000,1000000           page views of the worlds; up to 10000000
            --only card,ingest,json,posters,ogg,recordings,sweep
                                            what to measure; everything unless said
            --databases postgresql,h2       on which databases
            --keep DIR                      leave the loaded databases in a folder, and use them if they are there
            --iterations 400                how often each card is read""";

    private static final Set<String> PARTS = Set.of("card", "ingest", "posters", "json", "ogg", "recordings", "sweep");
    private static final Set<String> DATABASES = Set.of("postgresql", "h2");

    static Options parse(String... args) {
        List<Integer> rows = List.of(100_000, 1_000_000);
        Set<String> only = PARTS;
        Set<String> databases = DATABASES;
        Optional<Path> keep = Optional.empty();
        int iterations = 400;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--rows" ->
                    rows = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
                case "--only" -> only = names(value, PARTS);
                case "--databases" -> databases = names(value, DATABASES);
                case "--keep" -> keep = Optional.of(Path.of(value));
                case "--iterations" -> iterations = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("unknown: " + args[i]);
            }
        }
        return new Options(rows, only, databases, keep, iterations);
    }

    boolean measures(String part) {
        return only.contains(part);
    }

    private static Set<String> names(String value, Set<String> known) {
        Set<String> names = new TreeSet<>(List.of(value.split(",")));
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("one or more of " + new TreeSet<>(known));
        }
        return names;
    }
}
