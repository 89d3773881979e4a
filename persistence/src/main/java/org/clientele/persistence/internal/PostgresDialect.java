package org.clientele.persistence.internal;

import java.sql.SQLException;
import org.hibernate.JDBCException;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;

/**
 * PostgreSQL with a kind for every failure. Those that Hibernate has none for, a lost connection among them, would make {@code
 * EntityManager.find} answer null, as if there were no such row.
 */
public final class PostgresDialect extends PostgreSQLDialect {
    public PostgresDialect(DialectResolutionInfo info) {
        super(info);
    }

    @Override
    public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
        SQLExceptionConversionDelegate known = super.buildSQLExceptionConversionDelegate();
        return (cause, message, sql) -> {
            JDBCException converted = known.convert(cause, message, sql);
            return converted == null ? new OtherFailure(message, cause, sql) : converted;
        };
    }

    private static final class OtherFailure extends JDBCException {
        private static final long serialVersionUID = 1L;

        OtherFailure(String message, SQLException cause, String sql) {
            super(message, cause, sql);
        }
    }
}
