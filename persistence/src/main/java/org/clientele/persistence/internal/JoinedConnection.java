package org.clientele.persistence.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The connection of a running transaction as its participants see it: whether it commits is not theirs to say. */
final class JoinedConnection implements InvocationHandler {
    private final Connection connection;
    private final boolean strict;

    private JoinedConnection(Connection connection, boolean strict) {
        this.connection = connection;
        this.strict = strict;
    }

    /** For Hibernate, which ends its own transaction before ours: that does nothing. */
    static Connection lenient(Connection connection) {
        return proxy(new JoinedConnection(connection, false));
    }

    /** For work on plain SQL: ending the transaction there is a mistake. */
    static Connection strict(Connection connection) {
        return proxy(new JoinedConnection(connection, true));
    }

    private static Connection proxy(JoinedConnection handler) {
        return (Connection) Proxy.newProxyInstance(
                JoinedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close":
                return null;
            case "commit", "setAutoCommit":
                return ignored(method);
            case "rollback":
                if (arguments == null) {
                    return ignored(method);
                }
                break;
            case "equals":
                return arguments != null && arguments[0] == proxy;
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object ignored(Method method) {
        if (strict) {
            throw new IllegalStateException(method.getName() + " is up to the transaction around this work");
        }
        return null;
    }
}
