package org.clientele.command.internal;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;

/** The attributes that customers are sorted by, in both directions. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class SortCompleter implements Completer {
    @Reference
    Attributes attributes;

    @Reference
    Access access;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(Shell.as(access, () -> attributes.visible().stream()
                        .filter(Attribute::sortable)
                        .flatMap(attribute -> Stream.of(attribute.name(), "-" + attribute.name()))
                        .toList()))
                .complete(session, line, candidates);
    }
}
