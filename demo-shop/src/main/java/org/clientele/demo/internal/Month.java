package org.clientele.demo.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The month of invoice lines that comes with the bundle. */
final class Month {
    private static final String RESOURCE = "2011-02.csv.gz";

    private Month() {}

    /** The file, unpacked. */
    static InputStream open() {
        InputStream packed = Month.class.getResourceAsStream(RESOURCE);
        if (packed == null) {
            throw new IllegalStateException(RESOURCE + " is not in the bundle");
        }
        try {
            return new GZIPInputStream(packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The countries of the customers by their numbers. */
    static Map<Integer, String> customers() {
        Map<Integer, String> customers = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The number and the country come last and hold no commas, whatever the description does.
                int country = line.lastIndexOf(',');
                int number = line.lastIndexOf(',', country - 1);
                String digits = line.substring(number + 1, country).replaceFirst("\\.0$", "");
                if (digits.matches("\\d+")) {
                    customers.putIfAbsent(Integer.valueOf(digits), line.substring(country + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return customers;
    }
}
