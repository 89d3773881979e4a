package org.clientele.command.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.clientele.access.Access;
import org.clientele.imports.internal.FileImports;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.jspecify.annotations.Nullable;

/** {@code clientele:import}: a file of the server, as an operation. */
@Service
@Command(
        scope = "clientele",
        name = "import",
        description = "Imports a file of the server and waits for it; after Ctrl-C it goes on by itself")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class ImportCommand implements Action {
    @Argument(name = "file", description = "NDJSON, or CSV with a mapping; .gz is unpacked", required = true)
    @Completion(FileCompleter.class)
    String file;

    @Option(
            name = "--type",
            description = "orders, customers, products, prices, or what a plugin takes",
            required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"orders", "customers", "products", "prices"})
    String type;

    @Option(name = "--mapping", description = "The mapping that reads a CSV")
    @Completion(MappingCompleter.class)
    @Nullable
    String mapping;

    @Reference
    FileImports imports;

    @Reference
    Operations operations;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() throws IOException, InterruptedException {
        PrintStream console = session.getConsole();
        Optional<String> wanted = Stream.ofNullable(mapping).findFirst();
        Operation started;
        try (InputStream input = open(Path.of(file))) {
            started = Shell.as(access, () -> imports.start(type, wanted, input));
        }
        console.println("Operation " + started.id());
        Operation done = Shell.await(access, operations, started, console, "bytes");
        Table table = new Table("Result", "");
        done.result().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> table.row(List.of(entry.getKey(), Table.text(entry.getValue()))));
        table.print(console);
        if (done.state() != Operation.State.SUCCEEDED) {
            throw new IllegalStateException("Operation " + done.id() + " ended as " + done.state() + ".");
        }
        return null;
    }

    private static InputStream open(Path path) throws IOException {
        InputStream input = new BufferedInputStream(Files.newInputStream(path));
        return path.toString().endsWith(".gz") ? new GZIPInputStream(input, 64 * 1024) : input;
    }
}
