package org.clientele.demo.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The month of invoice lines that comes with the bundle. */
final class Month {
    private static final String RESOURCE = "2011-02.csv.gz";

    /** A line of an invoice; the description may hold commas, the members around it do not. */
    private static final Pattern SOLD = Pattern.compile(
            "[0-9]+,(?<sku>[0-9]{5}[A-Za-z]{0,2}),(?<name>.*),[0-9]+,[^,]+,(?<price>[0-9.]+),[^,]*,[^,]+");

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

    /** What was sold, and for how much at last, by SKU; a product is something with a number and a price. */
    static Map<String, Sold> products() {
        Map<String, Sold> products = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher sold = SOLD.matcher(line);
                if (sold.matches() && !sold.group("name").isBlank()) {
                    long price = new BigDecimal(sold.group("price"))
                            .movePointRight(2)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
                    if (price > 0) {
                        products.put(
                                sold.group("sku"),
                                new Sold(sold.group("name").replace("\"", "").strip(), price));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return products;
    }

    /** @param price of one, in pence */
    record Sold(String name, long price) {}

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
