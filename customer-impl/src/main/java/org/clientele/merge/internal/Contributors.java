package org.clientele.merge.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.Origin;
import org.clientele.work.internal.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls all bundles that keep something of customers; one that throws stops the whole. */
public final class Contributors {
    private static final Logger LOG = LoggerFactory.getLogger(Contributors.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Contributors() {}

    /** @throws Problem.Conflict with the code and the name of the bundle that threw, or took too long */
    public static void each(Collection<CustomerData> data, String code, String failure, Consumer<CustomerData> work)
            throws SQLException {
        for (CustomerData kept : data) {
            try {
                Deadline.within(PATIENCE, kept, () -> {
                    work.accept(kept);
                    return true;
                });
            } catch (Problem.Unavailable away) {
                throw away;
            } catch (Failed failed) {
                if (isOfTheMoment(failed.reason())) {
                    throw failed.reason();
                }
                throw refused(kept, code, failure, failed);
            } catch (RuntimeException | Error e) {
                throw refused(kept, code, failure, e);
            }
        }
    }

    /** A deadlock and such: the transaction is tried again. A lost connection: the database is away. */
    private static boolean isOfTheMoment(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("40") || state.startsWith("08") || state.startsWith("57") || state.startsWith("55");
    }

    private static Problem.Conflict refused(CustomerData kept, String code, String failure, Throwable e) {
        String bundle = Origin.bundle(kept);
        LOG.warn("{} of {} {}", kept.getClass().getName(), bundle, failure, e);
        return new Problem.Conflict(code, "The bundle " + bundle + " " + failure + "; nothing was changed.");
    }

    /** What the database said to what a contributor asked of us, on its way through the contributor. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        public Failed(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        SQLException reason() {
            return reason;
        }
    }
}
