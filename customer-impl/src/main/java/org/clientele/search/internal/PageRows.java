package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** How the rows of one page are read: first the columns that they are known by, then what is still missing. Not thread-safe. */
interface PageRows<T> {
    /** The SQL of the columns; joins their tables to the sources. */
    String select(Sources sources);

    /** How many columns of the result they take; they are its first. */
    int width();

    /** Begins to read a result, and forgets what was read before. */
    void begin(ResultSet result) throws SQLException;

    /** Reads the row that the result stands on. */
    void add() throws SQLException;

    /** The rows in the order in which they were added; empty for a customer who is gone meanwhile. */
    List<Optional<T>> items(Connection connection) throws SQLException;
}
