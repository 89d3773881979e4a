package org.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The PostgreSQL that the product runs on, reached past the product. */
record Database(String url, String user, String password) {
    private static final int PORT_LINE = 3;

    /** The one that was started in the folder. */
    static Database embedded(Path folder) throws IOException {
        List<String> postmaster = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + postmaster.get(PORT_LINE).strip() + "/clientele",
                "clientele",
                Files.readString(folder.resolve("password")));
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "bench");
        properties.setProperty("prepareThreshold", "2");
        properties.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** The first column of what the query finds. */
    <T> List<T> column(String sql, Class<T> type) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getObject(1, type));
            }
            return values;
        }
    }
}
