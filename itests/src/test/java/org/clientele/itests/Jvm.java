package org.clientele.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another JVM holds, asked through the JDK's own {@code jcmd}. */
final class Jvm {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Pools of Jetty, the shell and Declarative Services: they grow with what is asked and shrink a minute later. */
    private static final Pattern BREATHING = Pattern.compile("(qtp|sshd-|session-\\d|PromiseFactory,).*");

    private final long pid;

    Jvm(long pid) {
        this.pid = pid;
    }

    /** What is alive after a full collection. */
    Living living() throws IOException, InterruptedException {
        // The first collection enqueues references, whose owners only let go of the rest then.
        ask("GC.run");
        String histogram = ask("GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(histogram);
        }
        return new Living(
                Long.parseLong(total.group(1)),
                instances(histogram, "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader"),
                instances(histogram, "org.apache.felix.framework.BundleWiringImpl"),
                instances(histogram, "org.apache.felix.scr.impl.manager.SingleComponentManager"));
    }

    /**
     * @param heap bytes in use
     * @param loaders class loaders of bundles
     * @param wirings of bundles
     * @param components of Declarative Services
     */
    record Living(long heap, int loaders, int wirings, int components) {}

    /** The names of the threads of Java code, without those of pools that grow and shrink. */
    List<String> threads() throws IOException, InterruptedException {
        return ask("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && line.contains(" prio="))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .filter(name -> !BREATHING.matcher(name).matches())
                .sorted()
                .toList();
    }

    private static int instances(String histogram, String type) {
        Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(?: |$)")
                .matcher(histogram);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private String ask(String question) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(answer);
        }
        return answer;
    }
}
