package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The shipped views. */
@Service
public final class ViewCompleter implements Completer {
    private static final List<String> VIEWS = List.of(
            "all",
            "customers",
            "leads",
            "potential",
            "highest-value",
            "most-orders",
            "most-returned-units",
            "promo-codes",
            "with-account",
            "without-account",
            "deactivated",
            "loyal",
            "new");

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(VIEWS).complete(session, line, candidates);
    }
}
