package org.clientele.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.access.Keys;
import org.clientele.access.internal.KeyKit;
import org.clientele.customer.internal.Shop;
import org.clientele.imports.internal.FileImports;
import org.clientele.imports.internal.ImportKit;
import org.clientele.operation.internal.Workshop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the shell, on a console that keeps what is printed. */
final class CommandsIT {
    private static final Shop SHOP = Shop.open();
    private static final Workshop WORKSHOP = new Workshop(SHOP.transactions());
    private static final Workshop.Node NODE = WORKSHOP.node(ImportKit.handlers(WORKSHOP));
    private static final FileImports FILES = ImportKit.files(WORKSHOP, NODE.operations());

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Session session = proxy(Session.class, new PrintStream(printed, true, StandardCharsets.UTF_8));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @AfterAll
    static void close() {
        WORKSHOP.close();
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer cascade");
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void importFile(String name, String type, Optional<String> mapping, String text) throws Exception {
        ImportCommand command = new ImportCommand();
        command.file = Files.writeString(folder.resolve(name), text).toString();
        command.type = type;
        command.mapping = mapping.orElse(null);
        command.imports = FILES;
        command.operations = NODE.operations();
        command.access = SHOP.access();
        command.session = session;
        command.execute();
    }

    private CustomerFindCommand find() {
        CustomerFindCommand command = new CustomerFindCommand();
        command.search = SHOP.search();
        command.access = SHOP.access();
        command.session = session;
        return command;
    }

    @Test
    void aFileIsImportedAndItsCustomersAreFoundAndShown() throws Exception {
        importFile(
                "customers.ndjson",
                "customers",
                Optional.empty(),
                "{\"email\":\"ada@example.com\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"}\n"
                        + "{\"email\":\"bob@example.com\",\"firstName\":\"Bob\"}\nbroken\n");
        assertThat(printed()).containsPattern("created +\\S? ?2").containsPattern("failed +\\S? ?1");
        // However it got there.
        SHOP.sql("update customer.customer set last_name = 'L' || chr(27) || 'ovelace' where first_name = 'Ada'");

        CustomerFindCommand find = find();
        find.text = "ada";
        printed.reset();
        find.execute();
        assertThat(printed())
                .contains("Reference", "E-mail", "ada@example.com", "active", "1 of 1")
                .doesNotContain("bob", "\u001bo");
        String reference = printed()
                .lines()
                .filter(line -> line.contains("ada@"))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];

        CustomerFindCommand sorted = find();
        sorted.sort = "-email";
        sorted.size = 1;
        printed.reset();
        sorted.execute();
        assertThat(printed()).contains("bob@example.com", "1 of 2").doesNotContain("ada@");

        CustomerShowCommand show = new CustomerShowCommand();
        show.customer = reference;
        show.search = SHOP.search();
        show.access = SHOP.access();
        show.session = session;
        printed.reset();
        show.execute();
        assertThat(printed()).contains("ada@example.com", "verification", "unverified", reference);
        show.customer = "\" or true";
        assertThatThrownBy(show::execute).hasMessage("There is no such customer.");

        OperationListCommand list = new OperationListCommand();
        list.operations = NODE.operations();
        list.access = SHOP.access();
        list.session = session;
        printed.reset();
        list.execute();
        assertThat(printed()).contains("customers.import", "succeeded").doesNotContain("example.com");
    }

    @Test
    void whatCannotBeImportedIsSaid() {
        assertThatThrownBy(() -> importFile("x", "products", Optional.empty(), ""))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> importFile("x", "orders", Optional.of("nothing"), ""))
                .isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> importFile("x", "customers", Optional.of("online-retail"), ""))
                .isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void aKeyIsMadeAndPrintedOnce() {
        Keys keys = KeyKit.keys(SHOP);
        KeyCreateCommand command = new KeyCreateCommand();
        command.name = "storefront";
        command.scopes = "customers:read, orders:read";
        command.sellerAccounts = "a,b";
        command.keys = keys;
        command.access = SHOP.access();
        command.session = session;
        command.execute();
        Caller caller = keys.authenticate(printed().strip()).orElseThrow();
        assertThat(caller.scopes()).containsExactlyInAnyOrder("customers:read", "orders:read");
        assertThat(caller.sellerAccounts()).hasValue(Set.of("a", "b"));
        command.scopes = "everything";
        assertThatThrownBy(command::execute).isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void attributesMappingsViewsAndScopesAreCompleted() {
        SortCompleter sort = new SortCompleter();
        sort.attributes = SHOP.attributes();
        sort.access = SHOP.access();
        assertThat(candidates(sort, "-tot")).containsExactlyInAnyOrder("-totalSpent ", "-totalRefunded ");
        MappingCompleter mapping = new MappingCompleter();
        mapping.imports = FILES;
        assertThat(candidates(mapping, "online")).containsExactly("online-retail ");
        assertThat(candidates(new ViewCompleter(), "hi")).containsExactly("highest-value ");
        assertThat(candidates(new ScopesCompleter(), "outbox")).containsExactly("outbox:read ", "outbox:write ");
    }

    private List<String> candidates(Completer completer, String typed) {
        CommandLine line = (CommandLine) Proxy.newProxyInstance(
                CommandLine.class.getClassLoader(),
                new Class<?>[] {CommandLine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCursorArgument", "getBuffer" -> typed;
                    case "getArguments" -> new String[] {typed};
                    case "getArgumentPosition", "getBufferPosition" -> typed.length();
                    default -> 0;
                });
        List<String> candidates = new ArrayList<>();
        completer.complete(session, line, candidates);
        return candidates;
    }
}
