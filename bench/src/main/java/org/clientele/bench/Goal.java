package org.clientele.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a figure has to reach, in the words of the table. */
record Goal(String text, boolean reached) {
    private static final int SMALL = 100_000;

    /** @param figures all of the run, to compare with */
    static List<Goal> of(Figure figure, List<Figure> figures) {
        List<Goal> goals = new ArrayList<>();
        String workload = figure.workload();
        boolean deep = workload.equals("list-deep");
        if (workload.startsWith("list-") && !deep) {
            goals.add(atLeast(figure, 1_500));
            figure.latency().ifPresent(times -> goals.add(new Goal("p95 <= 25 ms", times.p95() <= 25)));
        }
        if (workload.startsWith("loyalty-list-")) {
            figures.stream()
                    .filter(other -> other.n() == figure.n() && other.workload().equals("list-totalSpent"))
                    .findFirst()
                    .flatMap(Figure::latency)
                    .ifPresent(spent -> figure.latency()
                            .ifPresent(times ->
                                    goals.add(new Goal("p95 <= 2 x list-totalSpent", times.p95() <= 2 * spent.p95()))));
        }
        if (workload.equals("detail")) {
            goals.add(atLeast(figure, 4_000));
        }
        if (workload.equals("cart-flow")) {
            goals.add(atLeast(figure, 400));
            figure.latency().ifPresent(times -> goals.add(new Goal("p95 <= 80 ms", times.p95() <= 80)));
        }
        if (workload.equals("export-csv")) {
            goals.add(new Goal(">= 0.4 of its COPY", figure.ratio().orElse(0.0) >= 0.4));
        }
        if (workload.equals("import")) {
            goals.add(atLeast(figure, 1_000));
        }
        if (workload.equals("search")) {
            goals.add(
                    figure.n() == SMALL
                            ? atLeast(figure, 500)
                            : new Goal(">= 0.5 of its SQL", figure.ratio().orElse(0.0) >= 0.5));
        }
        if (figure.n() != SMALL) {
            p95WhenSmall(figure, figures).ifPresent(small -> figure.latency()
                    .ifPresent(times -> goals.add(new Goal("p95 <= 2 x that at 100 k", times.p95() <= 2 * small))));
        }
        return goals;
    }

    private static Goal atLeast(Figure figure, int rps) {
        return new Goal(">= " + rps + "/s", figure.rps() >= rps);
    }

    private static Optional<Double> p95WhenSmall(Figure figure, List<Figure> figures) {
        return figures.stream()
                .filter(other -> other.n() == SMALL && other.workload().equals(figure.workload()))
                .findFirst()
                .flatMap(Figure::latency)
                .map(Measurement::p95);
    }
}
