package dev.callcard.demo;

import java.util.concurrent.CountDownLatch;

/** Starts the demo and keeps it running until it is told to stop. */
public final class DemoCrm {
    private DemoCrm() {}

    /**
     * Starts the demo.
     *
     * @param args none; see {@link DemoConfig} for the system properties
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
}
