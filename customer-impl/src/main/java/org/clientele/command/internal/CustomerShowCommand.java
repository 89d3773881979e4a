package org.clientele.command.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.jspecify.annotations.Nullable;

/** {@code clientele:customer-show}: all that attributes tell of one customer. */
@Service
@Command(scope = "clientele", name = "customer-show", description = "Shows a customer")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class CustomerShowCommand implements Action {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9-]{1,40}");

    @Argument(name = "customer", description = "A reference or an id", required = true)
    String customer;

    @Reference
    CustomerSearch search;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        PrintStream console = session.getConsole();
        CustomerRow row = Shell.as(access, this::find)
                .orElseThrow(() -> new IllegalArgumentException("There is no such customer."));
        Table table = new Table("Attribute", "Value");
        for (int i = 0; i < row.columns().size(); i++) {
            Attribute attribute = row.columns().get(i);
            table.row(List.of(attribute.name(), Table.text(row.values().get(i))));
        }
        table.print(console);
        return null;
    }

    private Optional<CustomerRow> find() {
        if (ID.matcher(customer).matches()) {
            return search.find(UUID.fromString(customer), List.of());
        }
        if (!REFERENCE.matcher(customer).matches()) {
            return Optional.empty();
        }
        CustomerQuery query = CustomerQuery.where("reference eq \"" + customer + "\"");
        return search.page(query, Page.Request.page(1, 1)).items().stream().findFirst();
    }
}
