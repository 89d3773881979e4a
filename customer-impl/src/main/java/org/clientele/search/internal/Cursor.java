package org.clientele.search.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.clientele.Problem;
import org.clientele.customer.CustomerQuery;

/** A position in the result of one query, as an opaque text. */
final class Cursor {
    private Cursor() {}

    static String of(CustomerQuery query, List<String> position) {
        StringBuilder text = new StringBuilder(fingerprint(query));
        position.forEach(key -> text.append(key.length()).append(':').append(key));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Problem.Invalid if it is no position of this query */
    static List<String> position(CustomerQuery query, String cursor, int keys) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String fingerprint = fingerprint(query);
            if (!text.startsWith(fingerprint)) {
                throw wrong();
            }
            List<String> position = new ArrayList<>();
            int at = fingerprint.length();
            while (at < text.length()) {
                int colon = text.indexOf(':', at);
                int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
                position.add(text.substring(colon + 1, end));
                at = end;
            }
            if (position.size() != keys) {
                throw wrong();
            }
            return position;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw wrong();
        }
    }

    private static Problem.Invalid wrong() {
        return Problem.Invalid.at("?after", "cursor", "The cursor does not belong to this query.");
    }

    private static String fingerprint(CustomerQuery query) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(List.of(query.q(), query.filter(), query.view(), query.sort(), query.ids())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
