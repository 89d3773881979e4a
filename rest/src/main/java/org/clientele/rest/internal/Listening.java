package org.clientele.rest.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clientele.Problem;

/** The questions of an event stream: asked as its caller, and only for as long as who opened it may. Used by one thread at a time. */
final class Listening implements Consumer<Runnable> {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Door door;
    private final Call call;
    private final String scope;
    private long checked = System.nanoTime();

    Listening(Door door, Call call, String scope) {
        this.door = door;
        this.call = call;
        this.scope = scope;
    }

    @Override
    public void accept(Runnable question) {
        if (System.nanoTime() - checked > EVERY) {
            try {
                if (!call.isStillWho(scope)) {
                    throw new Problem.Unauthenticated(
                            "unauthenticated", "The session has ended, or allows something else.");
                }
            } catch (Problem.Unavailable unknown) {
                return;
            }
            checked = System.nanoTime();
        }
        call.caller().ifPresentOrElse(caller -> door.as(caller, question), question);
    }
}
