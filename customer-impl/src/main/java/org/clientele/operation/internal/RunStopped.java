package org.clientele.operation.internal;

/** Ends a run that may do no more steps: this node stops, or another one took over. */
final class RunStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunStopped() {
        super("the run is over", null, false, false);
    }
}
