package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.clientele.access.Access;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;

/** Features by their ids. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class FeatureCompleter implements Completer {
    @Reference
    Features features;

    @Reference
    Access access;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> ids =
                Shell.as(access, features::list).stream().map(Feature::id).toList();
        return new StringsCompleter(ids).complete(session, line, candidates);
    }
}
