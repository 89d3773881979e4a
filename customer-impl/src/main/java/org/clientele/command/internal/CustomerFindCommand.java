package org.clientele.command.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.jspecify.annotations.Nullable;

/** {@code clientele:customer-find}: customers in a table. */
@Service
@Command(scope = "clientele", name = "customer-find", description = "Finds customers")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class CustomerFindCommand implements Action {
    private static final List<String> COLUMNS = List.of("reference", "name", "email", "orders", "totalSpent", "status");

    @Argument(name = "text", description = "Part of a name, e-mail address, phone number or reference")
    @Nullable
    String text;

    @Option(name = "--filter", description = "Such as: country eq \"FR\" and totalSpent gt 10000")
    @Nullable
    String filter;

    @Option(name = "--view", description = "A view to look in")
    @Completion(ViewCompleter.class)
    @Nullable
    String view;

    @Option(name = "--sort", description = "Attributes, comma-separated, - before one for descending")
    @Completion(SortCompleter.class)
    @Nullable
    String sort;

    @Option(name = "--size", description = "How many at most, up to 100")
    int size = 25;

    @Reference
    CustomerSearch search;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        PrintStream console = session.getConsole();
        CustomerQuery query = new CustomerQuery(present(text), present(filter), present(view), present(sort), COLUMNS);
        Page.Request first = Page.Request.page(1, Math.min(100, Math.max(1, size)));
        Page<CustomerRow> page = Shell.as(access, () -> search.page(query, first));
        Table table = new Table("Reference", "Name", "E-mail", "Orders", "Total spent", "Status");
        for (CustomerRow row : page.items()) {
            table.row(
                    COLUMNS.stream().map(column -> Table.text(row.get(column))).toList());
        }
        table.print(console);
        console.println(page.items().size() + " of " + (page.total().exact() ? "" : "about ")
                + page.total().items());
        return null;
    }

    private static Optional<String> present(@Nullable String value) {
        return Stream.ofNullable(value).filter(given -> !given.isBlank()).findFirst();
    }
}
