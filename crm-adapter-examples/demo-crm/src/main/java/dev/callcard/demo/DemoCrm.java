package dev.callcard.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the demo and keeps it running until it is told to stop. */
public final class DemoCrm {
    private DemoCrm() {}

    /**
     * Starts the demo.
     *
     * @param args none to start it, {@code --import FILE...} to import files, {@code --help} for more; see {@link
     *     DemoConfig} for the system properties
     * @throws Exception if the demo cannot start, for example because the port is taken; the process ends with exit code 1
     */
    public static void main(String[] args) throws Exception {
        // One line instead of a stack trace where the reason is known. Maven, which runs this in a thread of
        // its own, fails with what is thrown.
        Thread.currentThread().setUncaughtExceptionHandler((thread, problem) -> {
            if (problem instanceof StartException) {
                System.err.println(problem.getMessage());
            } else {
                problem.printStackTrace();
            }
        });
        if (args.length > 0) {
            command(args);
            return;
        }
        DemoServer server = DemoServer.start(DemoConfig.fromSystemProperties());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "demo-shutdown"));
        server.importReports().forEach(System.out::println);
        System.out.println("Callcard demo is ready: " + server.url());
        System.out.println("Log in as agent, supervisor or admin; the password is the name. Ctrl-C stops it.");
        stopped.await();
    }

    private static void command(String[] args) throws StartException {
        if (args[0].equals("--help")) {
            System.out.print(ImportCommand.HELP);
            return;
        }
        if (!args[0].equals("--import")) {
            System.err.print(ImportCommand.HELP);
            System.exit(ImportCommand.USAGE);
        }
        List<Path> files = Arrays.stream(args).skip(1).map(Path::of).toList();
        DemoConfig config = DemoConfig.fromSystemProperties().withImports(files);
        ImportCommand command = new ImportCommand(System.out, System.err);
        CountDownLatch ended = new CountDownLatch(1);
        // Ctrl-C: the batch on its way is stored and kept, then the databases are closed, then the process ends.
        Thread hook = new Thread(
                () -> {
                    command.stop();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "import-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = ImportCommand.FAILED;
        try {
            code = command.run(config);
        } finally {
            ended.countDown();
        }
        if (code != ImportCommand.DONE) {
            System.exit(code);
        }
    }
}
