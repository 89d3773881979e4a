package org.clientele.search.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.clientele.attribute.Attribute;

/** What rows of customers are made into. */
@FunctionalInterface
public interface RowFormat<T> {
    /**
     * Begins to read a result.
     *
     * @param result its columns begin with the attributes; an attribute of money takes two, its amount and its currency
     * @param fallbackCurrency of amounts that come without one
     */
    Reader<T> reader(ResultSet result, List<Attribute> attributes, String fallbackCurrency) throws SQLException;

    /** Reads the row that its result stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws SQLException;
    }
}
