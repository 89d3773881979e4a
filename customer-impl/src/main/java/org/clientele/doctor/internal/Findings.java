package org.clientele.doctor.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.feature.Doctor.Finding;
import org.clientele.feature.Doctor.Severity;

/** Collects what is wrong with one feature. Thread-safe: a check that is given up may still be writing. */
final class Findings {
    private static final int LONGEST = 300;

    private final String feature;
    private final Set<Finding> all = new LinkedHashSet<>();

    Findings(String feature) {
        this.feature = feature;
    }

    void error(String check, String subject, String problem, String remedy) {
        add(check, Severity.ERROR, subject, problem, remedy);
    }

    void warning(String check, String subject, String problem, String remedy) {
        add(check, Severity.WARNING, subject, problem, remedy);
    }

    private synchronized void add(String check, Severity severity, String subject, String problem, String remedy) {
        all.add(new Finding(
                check,
                severity,
                feature,
                line(subject),
                line(problem),
                remedy.isEmpty() ? Optional.empty() : Optional.of(line(remedy))));
    }

    synchronized List<Finding> inOrder() {
        List<Finding> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Finding::severity)
                .thenComparing(Finding::check)
                .thenComparing(Finding::subject));
        return sorted;
    }

    /** One line, whatever somebody wrote. */
    static String line(String text) {
        String flat = text.strip().replaceAll("\\s+", " ");
        return flat.length() > LONGEST ? flat.substring(0, LONGEST) + "..." : flat;
    }
}
