package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.clientele.imports.internal.FileImports;

/** The mappings of imports. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class MappingCompleter implements Completer {
    @Reference
    FileImports imports;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(imports.mappings()).complete(session, line, candidates);
    }
}
