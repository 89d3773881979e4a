package org.clientele.search.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows read with all their columns at once. */
final class WholeRows<T> implements PageRows<T> {
    private final Columns columns;
    private final RowFormat<T> format;
    private final List<Optional<T>> items = new ArrayList<>();
    private RowFormat.Reader<T> reader = () -> {
        throw new IllegalStateException("Reading has not begun.");
    };

    WholeRows(Columns columns, RowFormat<T> format) {
        this.columns = columns;
        this.format = format;
    }

    @Override
    public String select(Sources sources) {
        return columns.select(sources);
    }

    @Override
    public int width() {
        return columns.width();
    }

    @Override
    public void begin(ResultSet result) throws SQLException {
        items.clear();
        reader = columns.reader(result, format);
    }

    @Override
    public void add() throws SQLException {
        items.add(Optional.of(reader.read()));
    }

    @Override
    public List<Optional<T>> items(Connection connection) {
        return items;
    }
}
