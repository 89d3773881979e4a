package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The scopes of the core. */
@Service
public final class ScopesCompleter implements Completer {
    private static final List<String> SCOPES = List.of(
            "customers:*",
            "customers:erase",
            "customers:read",
            "customers:verify",
            "customers:write",
            "customers.pii:read",
            "operations:read",
            "operations:write",
            "orders:import",
            "orders:read",
            "orders:refund",
            "orders:write",
            "outbox:read",
            "outbox:write",
            "staff:write",
            "store:use");

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(SCOPES).complete(session, line, candidates);
    }
}
