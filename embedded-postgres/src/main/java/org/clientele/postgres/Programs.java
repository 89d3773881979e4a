package org.clientele.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code initdb} and {@code pg_ctl} for one cluster. */
final class Programs {
    private static final int TIMEOUT_SECONDS = 120;

    private final Binaries binaries;
    private final Account account;
    private final Path output;

    /** @param output takes what the programs print */
    Programs(Binaries binaries, Account account, Path output) {
        this.binaries = binaries;
        this.account = account;
        this.output = output;
    }

    void run(String program, List<String> arguments) throws IOException {
        int code = exitCode(program, arguments);
        if (code != 0) {
            throw new PostgresException(program + " ended with " + code + ": " + lastLine());
        }
    }

    int exitCode(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        // A pipe would be inherited by the server and never reach its end.
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new PostgresException(program + " did not end within " + TIMEOUT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PostgresException(program + " was interrupted", e);
        }
        return process.exitValue();
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("no output");
    }
}
