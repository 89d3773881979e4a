package org.clientele.order.command.internal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.order.Orders;
import org.jspecify.annotations.Nullable;

/** {@code clientele:summary-rebuild}: computes all statistics again and waits for it. */
@Service
@Command(
        scope = "clientele",
        name = "summary-rebuild",
        description = "Computes the statistics of all customers from their orders again")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class SummaryRebuildCommand implements Action {
    private static final Caller SHELL = Caller.system("shell");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Reference
    private Orders orders;

    @Reference
    private Operations operations;

    @Reference
    private Access access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws InterruptedException {
        PrintStream console = session.getConsole();
        Operation operation = access.call(SHELL, orders::rebuildSummaries);
        Operation.Progress shown = operation.progress();
        while (!operation.state().isFinal()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("It goes on; look at operation " + operation.id());
            }
            Operation last = operation;
            operation = access.call(SHELL, () -> operations.find(last.id())).orElse(last);
            if (!operation.progress().equals(shown)) {
                shown = operation.progress();
                console.println(shown.done() + " of " + shown.total().orElse(shown.done()) + " customers");
            }
        }
        if (operation.state() != Operation.State.SUCCEEDED) {
            throw new IllegalStateException("Operation " + operation.id() + " ended as " + operation.state() + ".");
        }
        return null;
    }
}
