package org.clientele.checkout.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clientele.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls services that a host may have brought, on this thread and within its transaction: what they throw becomes a 503, and what takes
 * too long is interrupted.
 */
final class HostCalls {
    private static final Logger LOG = LoggerFactory.getLogger(HostCalls.class);

    private final Duration limit;

    HostCalls(CheckoutConfig config) {
        this.limit = Duration.ofMillis(config.hostLimitMillis());
    }

    /** @param name of the service, in the code of the problem */
    <T> T ask(String name, Object service, Supplier<T> question) {
        try {
            return isOurs(service) ? question.get() : within(question);
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "The host's service {} failed: {}", name, service.getClass().getName(), e);
            throw unavailable(name);
        }
    }

    static Problem.Unavailable unavailable(String name) {
        return new Problem.Unavailable(
                name + "-unavailable", "A service of the host does not answer.", Duration.ofSeconds(2));
    }

    private static boolean isOurs(Object service) {
        return service instanceof ConfiguredPaymentMethods
                || service instanceof FlatShipping
                || service instanceof CountryTax;
    }

    private <T> T within(Supplier<T> question) {
        Alarm alarm = new Alarm(Thread.currentThread());
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        end.completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS).thenAccept(alarm::ring);
        boolean late = true;
        T answer;
        try {
            answer = question.get();
        } finally {
            end.complete(false);
            late = alarm.off();
        }
        if (late) {
            throw new IllegalStateException("It took longer than " + limit.toMillis() + " ms");
        }
        return answer;
    }

    private static final class Alarm {
        private final Thread thread;
        private boolean over;
        private boolean rang;

        Alarm(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring(boolean late) {
            if (late && !over) {
                rang = true;
                thread.interrupt();
            }
        }

        /** @return whether it rang */
        synchronized boolean off() {
            over = true;
            if (rang) {
                Thread.interrupted();
            }
            return rang;
        }
    }
}
