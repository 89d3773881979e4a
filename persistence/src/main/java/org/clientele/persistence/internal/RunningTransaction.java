package org.clientele.persistence.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one transaction of a thread: a connection, what has joined it, and what to do after its commit. */
final class RunningTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTransaction.class);

    private final Connection connection;
    private final List<Participant> participants = new ArrayList<>(2);
    private final List<Runnable> afterCommit = new ArrayList<>(2);
    private @Nullable Connection lenient;
    private @Nullable Connection strict;
    private @Nullable Exception failure;

    RunningTransaction(Connection connection) {
        this.connection = connection;
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    EntityManager entityManager(SchemaUnit unit) {
        Participant participant = participant(unit);
        Session session = participant.session;
        if (session == null) {
            if (lenient == null) {
                lenient = JoinedConnection.lenient(connection);
            }
            session = unit.openSession(lenient);
            participant.session = session;
            session.beginTransaction();
        }
        return session;
    }

    /** The connection for plain SQL of the schema, with all pending changes of entities sent to it. */
    Connection flushedConnection(SchemaUnit unit) {
        participant(unit);
        flush();
        if (strict == null) {
            strict = JoinedConnection.strict(connection);
        }
        return strict;
    }

    private Participant participant(SchemaUnit unit) {
        for (int i = 0; i < participants.size(); i++) {
            if (participants.get(i).unit == unit) {
                return participants.get(i);
            }
        }
        unit.enter();
        Participant participant = new Participant(unit);
        participants.add(participant);
        return participant;
    }

    private void flush() {
        for (Participant participant : participants) {
            if (participant.session != null) {
                participant.session.flush();
            }
        }
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** What broke first; whatever the callers make of it, nothing is committed any more. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    void fail(Exception e) {
        if (failure == null) {
            failure = e;
        }
    }

    void commit() throws SQLException {
        flush();
        refuseWhatIsBroken();
        for (Participant participant : participants) {
            if (participant.session != null) {
                participant.session.setHibernateFlushMode(FlushMode.MANUAL);
                participant.session.getTransaction().commit();
            }
        }
        connection.commit();
    }

    /** Work may have caught a failure and gone on. */
    private void refuseWhatIsBroken() throws SQLException {
        if (connection.isClosed()) {
            throw new SQLNonTransientConnectionException("The connection was lost", "08006");
        }
        for (Participant participant : participants) {
            if (participant.session != null
                    && participant.session.getTransaction().getRollbackOnly()) {
                throw new IllegalStateException("A failure of an entity operation was caught, so this cannot commit");
            }
        }
    }

    void rollback() {
        for (Participant participant : participants) {
            if (participant.session != null
                    && participant.session.getTransaction().isActive()) {
                attempt(participant.session.getTransaction()::rollback);
            }
        }
        attempt(connection::rollback);
    }

    /** Gives back everything. */
    void end() {
        for (Participant participant : participants) {
            if (participant.session != null) {
                attempt(participant.session::close);
            }
            participant.unit.leave();
        }
        attempt(connection::close);
    }

    void runAfterCommit() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                // What is committed is committed, and the other actions are others' business.
                LOG.warn("An action after the commit failed", e);
            }
        }
    }

    /** Tidying up goes on over a broken connection, whose failure has been told already; the pool drops it. */
    private static void attempt(Step step) {
        try {
            step.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("A transaction did not end cleanly", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private static final class Participant {
        private final SchemaUnit unit;
        private @Nullable Session session;

        Participant(SchemaUnit unit) {
            this.unit = unit;
        }
    }
}
