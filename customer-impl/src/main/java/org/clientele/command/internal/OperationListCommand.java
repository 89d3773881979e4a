package org.clientele.command.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.Page;
import org.clientele.access.Access;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.jspecify.annotations.Nullable;

/** {@code clientele:operation-list}: long work, newest first. */
@Service
@Command(scope = "clientele", name = "operation-list", description = "Lists long work, newest first")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class OperationListCommand implements Action {
    @Option(name = "--size", description = "How many at most, up to 100")
    int size = 20;

    @Reference
    Operations operations;

    @Reference
    Access access;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        Page.Request first = Page.Request.page(1, Math.min(100, Math.max(1, size)));
        Table table = new Table("Id", "Kind", "State", "Done", "Total", "Errors", "Started");
        for (Operation operation :
                Shell.as(access, () -> operations.list(first)).items()) {
            table.row(List.of(
                    operation.id(),
                    operation.kind(),
                    operation.state(),
                    operation.progress().done(),
                    operation.progress().total(),
                    operation.errors(),
                    operation.createdAt()));
        }
        table.print(session.getConsole());
        return null;
    }
}
