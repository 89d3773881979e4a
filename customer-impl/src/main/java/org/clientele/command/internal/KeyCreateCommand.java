package org.clientele.command.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.access.Access;
import org.clientele.access.Keys;
import org.jspecify.annotations.Nullable;

/** {@code clientele:key-create}: makes an API key and prints its token, this once. */
@Service
@Command(scope = "clientele", name = "key-create", description = "Makes an API key and prints its token, this once")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class KeyCreateCommand implements Action {
    @Argument(name = "name", description = "What it is for", required = true)
    String name;

    @Option(name = "--scopes", description = "Such as customers:read,orders:read", required = true)
    @Completion(ScopesCompleter.class)
    String scopes;

    @Option(name = "--seller-accounts", description = "Whose customers it sees, comma-separated; all without")
    @Nullable
    String sellerAccounts;

    @Reference
    Keys keys;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        Optional<Set<String>> accounts =
                Stream.ofNullable(sellerAccounts).map(KeyCreateCommand::names).findFirst();
        Keys.Request request = new Keys.Request(name, names(scopes), accounts, Optional.empty());
        session.getConsole().println(Shell.as(access, () -> keys.issue(request)).token());
        return null;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }
}
