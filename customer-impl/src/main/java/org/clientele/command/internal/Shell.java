package org.clientele.command.internal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;

/** What commands have in common: whom they run as, and how they wait. */
final class Shell {
    private static final Caller CALLER = Caller.system("shell");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private Shell() {}

    static <T> T as(Access access, Supplier<T> work) {
        return access.call(CALLER, work);
    }

    /**
     * Prints how far an operation is until it is over.
     *
     * @throws InterruptedException on Ctrl-C; the operation goes on
     */
    static Operation await(Access access, Operations operations, Operation started, PrintStream console, String unit)
            throws InterruptedException {
        Operation operation = started;
        Operation.Progress shown = operation.progress();
        while (!operation.state().isFinal()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("It goes on; look at operation " + operation.id());
            }
            Operation last = operation;
            operation = as(access, () -> operations.find(last.id())).orElse(last);
            if (!operation.progress().equals(shown)) {
                shown = operation.progress();
                console.println(shown.done() + " of " + shown.total().orElse(shown.done()) + " " + unit);
            }
        }
        return operation;
    }

    /** Without what would move the cursor, whatever somebody called himself. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
