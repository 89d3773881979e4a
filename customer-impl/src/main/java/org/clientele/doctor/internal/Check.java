package org.clientele.doctor.internal;

/** One kind of thing that can be wrong. Called on a thread of its own, and given up after some seconds. */
@FunctionalInterface
interface Check {
    void look(Patient patient, Findings findings);
}
