package org.clientele.account.internal;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Bucket4j on {@link Transactions}. Always in a transaction of its own, on another thread: a try counts even if the request is
 * rolled back, which an {@code Idempotency-Key} makes of each refusal.
 */
final class Buckets implements AutoCloseable {
    private final Transactions transactions;
    private final ThreadLocal<@Nullable Connection> bound = new ThreadLocal<>();
    private final ProxyManager<String> buckets;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "clientele-throttle");
        thread.setDaemon(true);
        return thread;
    });

    Buckets(Transactions transactions) {
        this.transactions = transactions;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(source())
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("customer.account_throttle")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    Bucket bucket(String key, BucketConfiguration configuration) {
        return buckets.builder().build(key, () -> configuration);
    }

    void remove(String key) {
        buckets.removeProxy(key);
    }

    /** Runs work on buckets; all of it is committed at once. */
    <T> T within(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> transactions.sql(connection -> {
                                bound.set(connection);
                                try {
                                    return work.get();
                                } finally {
                                    bound.remove();
                                }
                            }),
                            threads)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                Buckets.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return joined(Optional.ofNullable(bound.get())
                                .orElseThrow(() -> new IllegalStateException("not within a transaction")));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The transaction ends when all the work is done. */
    private static Connection joined(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Buckets.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "commit", "rollback", "setAutoCommit", "close":
                            return null;
                        default:
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause() == null ? e : e.getCause();
                            }
                    }
                });
    }
}
