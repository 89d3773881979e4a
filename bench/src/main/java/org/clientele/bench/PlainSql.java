package org.clientele.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What somebody would write who needs the same rows and nothing else.
 *
 * @param statements each run once a time, with the same values
 * @param values one list of them is picked each time
 * @param planned whether each run is planned for its values
 */
record PlainSql(List<String> statements, List<List<Object>> values, boolean planned) {

    static PlainSql of(String statement) {
        return new PlainSql(List.of(statement), List.of(List.of()), false);
    }

    Load.Client client(Database database) throws SQLException {
        Connection connection = database.connect();
        if (planned) {
            try (Statement settings = connection.createStatement()) {
                settings.execute("set plan_cache_mode = force_custom_plan");
            }
        }
        List<PreparedStatement> prepared = new ArrayList<>();
        for (String statement : statements) {
            prepared.add(connection.prepareStatement(statement));
        }
        return new Load.Client() {
            @Override
            public long once() throws SQLException {
                List<Object> picked = values.get(ThreadLocalRandom.current().nextInt(values.size()));
                for (PreparedStatement statement : prepared) {
                    for (int i = 0; i < picked.size(); i++) {
                        statement.setObject(i + 1, picked.get(i));
                    }
                    fetch(statement);
                }
                return 0;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static void fetch(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    row.getObject(i);
                }
            }
        }
    }
}
