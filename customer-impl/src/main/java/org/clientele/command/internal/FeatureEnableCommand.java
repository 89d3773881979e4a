package org.clientele.command.internal;

import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.access.Access;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.jspecify.annotations.Nullable;

/** {@code clientele:feature-enable}: switches a feature on on all nodes. */
@Service
@Command(scope = "clientele", name = "feature-enable", description = "Switches a feature on on all nodes")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class FeatureEnableCommand implements Action {
    @Argument(name = "feature", description = "Its id, or its word alone", required = true)
    @Completion(FeatureCompleter.class)
    String id;

    @Reference
    Features features;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        Feature feature = Shell.as(access, () -> features.enable(id));
        session.getConsole()
                .println(feature.id() + " is " + feature.state().name().toLowerCase(Locale.ROOT) + ".");
        return null;
    }
}
