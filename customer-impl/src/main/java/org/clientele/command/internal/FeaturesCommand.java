package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.access.Access;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.jspecify.annotations.Nullable;

/** {@code clientele:features}: what is switched on. */
@Service
@Command(scope = "clientele", name = "features", description = "Lists the features and what they do")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class FeaturesCommand implements Action {
    @Reference
    Features features;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        Table table = new Table("Id", "Title", "Version", "Enabled", "State", "Reason");
        for (Feature feature : Shell.as(access, features::list)) {
            table.row(List.of(
                    feature.id(),
                    Shell.printable(feature.title()),
                    feature.version(),
                    feature.enabled(),
                    feature.state(),
                    feature.reason()));
        }
        table.print(session.getConsole());
        return null;
    }
}
