package org.clientele.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What made-up customers are called and where they live. The first of the names are the most frequent ones. */
record People(List<String> firstNames, List<String> lastNames, List<String[]> places) {
    private static final int WEIGHT = 4;

    static People load() throws IOException {
        List<String[]> weighted = new ArrayList<>();
        for (String line : lines("places.txt")) {
            String[] place = line.split(";", -1);
            for (int i = 0; i < Integer.parseInt(place[WEIGHT]); i++) {
                weighted.add(place);
            }
        }
        return new People(lines("first-names.txt"), lines("last-names.txt"), weighted);
    }

    /** One part of each place. */
    String[] placeParts(int part) {
        return places.stream().map(place -> place[part]).toArray(String[]::new);
    }

    /** The names as mail addresses spell them. */
    static String[] plain(List<String> names) {
        return names.stream()
                .map(name -> Normalizer.normalize(
                                name.replace("ß", "ss")
                                        .replace("ø", "o")
                                        .replace("Ø", "O")
                                        .replace("ł", "l")
                                        .replace("Ł", "L")
                                        .replace("ı", "i"),
                                Normalizer.Form.NFD)
                        .replaceAll("[^A-Za-z]", "")
                        .toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = People.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("There is no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
