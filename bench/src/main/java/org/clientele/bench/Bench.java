package org.clientele.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code bench/run}: measures a distribution. Prints one line of JSON a workload. */
public final class Bench {
    private static final int CUSTOMERS_OF_SEGMENTS = 50_000;
    private static final int CUSTOMERS_OF_CONSOLE = 1_000_000;

    private final boolean quick;
    private final Path home;
    private final Path work;
    private final Report report = new Report();
    private boolean failed;

    private Bench(boolean quick, Path home, Path work) {
        this.quick = quick;
        this.home = home;
        this.work = work;
    }

    /** Takes {@code quick}, {@code full}, {@code segments}, {@code carts}, {@code console} or {@code exports}, the unpacked distribution, a folder to work in, and a file for the table if wanted. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("carts")) {
            carts(Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
        if (arguments[0].equals("console")) {
            System.exit(console(Path.of(arguments[1]), Path.of(arguments[2])));
        }
        if (arguments[0].equals("exports")) {
            exports(Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
        if (arguments[0].equals("segments")) {
            segments(Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
        Bench bench = new Bench(arguments[0].equals("quick"), Path.of(arguments[1]), Path.of(arguments[2]));
        bench.run();
        if (arguments.length > 3) {
            bench.report.write(Path.of(arguments[3]));
        }
        System.exit(bench.failed ? 1 : 0);
    }

    private static void segments(Path home, Path work) throws Exception {
        try (Product product = Product.start(home, work.resolve("data-segments"))) {
            Database database = product.database();
            new Seed(database).run(CUSTOMERS_OF_SEGMENTS);
            System.out.println(new Segments(product, database).run(CUSTOMERS_OF_SEGMENTS));
        }
    }

    /** The browser and what drives it are in the module of the console's tests. */
    private static int console(Path home, Path work) throws Exception {
        try (Product product = Product.start(home, work.resolve("data-console"))) {
            new Seed(product.database()).run(CUSTOMERS_OF_CONSOLE);
            // What starts cold is the browser; the shop has been open for a while.
            new Bench(false, home, work).warmUp(product, new Workloads(product, product.database()).all());
            return new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "verify",
                            "-pl",
                            "console-tests",
                            "-Dtest=PaintTimes",
                            "-Dspotless.check.skip=true",
                            "-Dconsole.address=" + product.address(),
                            "-Dconsole.token=" + product.token())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private static void carts(Path home, Path work) throws Exception {
        try (Product product = Product.start(home, work.resolve("data-carts"))) {
            new Bench(false, home, work).carts(product, product.database(), 0);
        }
    }

    private static void exports(Path home, Path work) throws Exception {
        Bench bench = new Bench(false, home, work);
        for (int customers : new int[] {100_000, 1_000_000}) {
            try (Product product = Product.start(home, work.resolve("data-exports-" + customers), "256m")) {
                new Seed(product.database()).run(customers);
                bench.exports(product, product.database(), customers);
                Workload list = new Workloads(product, product.database()).all().get(0);
                new LargeExports(product, list).run().forEach(System.out::println);
                say("The JVM held at most %d MiB".formatted(product.peakMemory()));
            }
        }
    }

    private void exports(Product product, Database database, int customers) throws Exception {
        Export export = new Export(product, database, customers);
        export.run();
        show(new Figure(
                "export-csv",
                customers,
                export.rowsPerSecond(),
                Optional.empty(),
                Optional.of(export.copiedPerSecond())));
        say("The first customers were in the file after %.2f s".formatted(export.secondsToFirstProgress()));
    }

    private void carts(Product product, Database database, int customers) throws Exception {
        CartFlow flow = new CartFlow(product, database);
        new Load(Duration.ZERO, Duration.ofSeconds(quick ? 60 : 90))
                .of(() -> Load.inTurn(List.of(flow.throughStore(), flow.throughAdmin())));
        Load load = new Load(Duration.ofSeconds(3), Duration.ofSeconds(quick ? 6 : 10));
        Optional<Double> sql = Optional.of(throughSql(flow::throughSql));
        Measurement store = load.of(flow::throughStore);
        show(new Figure("cart-flow", customers, store.rps(), Optional.of(store), sql));
        Measurement admin = load.of(flow::throughAdmin);
        show(new Figure("cart-flow-admin", customers, admin.rps(), Optional.of(admin), sql));
    }

    private void run() throws Exception {
        for (int customers : quick ? List.of(100_000) : List.of(100_000, 1_000_000)) {
            try (Product product = Product.start(home, work.resolve("data-" + customers))) {
                measure(product, customers);
            }
        }
    }

    private void measure(Product product, int customers) throws Exception {
        Database database = product.database();
        long begin = System.nanoTime();
        new Seed(database).run(customers);
        say("%,d customers seeded in %d s, the product is process %d"
                .formatted(customers, (System.nanoTime() - begin) / 1_000_000_000, product.pid()));
        List<Workload> workloads = wanted(new Workloads(product, database).all());
        warmUp(product, workloads);
        for (Workload workload : workloads) {
            try {
                show(measure(product, database, workload, customers));
            } catch (IOException e) {
                fail(workload.name(), e);
            }
        }
        try {
            Import imported = new Import(product, database);
            double rps = imported.throughProduct();
            show(new Figure("import", customers, rps, Optional.empty(), Optional.of(imported.throughSql())));
        } catch (IOException e) {
            fail("import", e);
        }
        if (System.getenv().getOrDefault("CLIENTELE_BENCH_ONLY", "export-csv").contains("export-csv")) {
            exports(product, database, customers);
        }
        if (System.getenv().getOrDefault("CLIENTELE_BENCH_ONLY", "cart-flow").contains("cart-flow")) {
            carts(product, database, customers);
        }
        report.peakMemory(customers, product.peakMemory());
        say("The JVM held at most %d MiB".formatted(product.peakMemory()));
    }

    /** All of them, or those that {@code CLIENTELE_BENCH_ONLY} names, such as {@code detail,search}. */
    private static List<Workload> wanted(List<Workload> all) {
        String only = System.getenv().getOrDefault("CLIENTELE_BENCH_ONLY", "");
        return only.isEmpty()
                ? all
                : all.stream()
                        .filter(workload -> List.of(only.split(",", -1)).contains(workload.name()))
                        .toList();
    }

    /** All of them in turn: on two cores the compiler of the JVM needs its time, and what comes first is not to pay for it. */
    private void warmUp(Product product, List<Workload> workloads) throws Exception {
        new Load(Duration.ZERO, Duration.ofSeconds(quick ? 60 : 90)).of(() -> {
            List<Load.Client> clients = new ArrayList<>();
            for (Workload workload : workloads) {
                clients.add(workload.client(product));
            }
            return Load.inTurn(clients);
        });
    }

    private Figure measure(Product product, Database database, Workload workload, int customers) throws Exception {
        workload.requireRows(product);
        Load load = new Load(Duration.ofSeconds(quick ? 3 : 8), Duration.ofSeconds(quick ? 6 : 10));
        Measurement measured = load.of(() -> workload.client(product));
        Optional<Double> sql = Optional.empty();
        if (workload.sql().isPresent()) {
            PlainSql plain = workload.sql().get();
            sql = Optional.of(throughSql(() -> plain.client(database)));
        }
        return new Figure(workload.name(), customers, measured.rps(), Optional.of(measured), sql);
    }

    private double throughSql(Callable<Load.Client> clients) throws Exception {
        Duration measured = Duration.ofSeconds(quick ? 3 : 8);
        try {
            return new Load(Duration.ofSeconds(quick ? 1 : 2), measured)
                    .of(clients)
                    .rps();
        } catch (IllegalStateException tooSlowToWarmUp) {
            return new Load(Duration.ZERO, measured).of(clients).rps();
        }
    }

    private void show(Figure figure) {
        report.add(figure);
        System.out.println(figure.json());
    }

    private void fail(String workload, IOException e) {
        failed = true;
        say(workload + " failed: " + e.getMessage());
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
