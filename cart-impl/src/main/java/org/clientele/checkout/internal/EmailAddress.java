package org.clientele.checkout.internal;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as orders take them. */
final class EmailAddress {
    private static final int LONGEST = 254;
    private static final String ATOM = "[^\\s@\"(),.:;<>\\[\\\\\\]\\p{Cntrl}\\p{Cf}\\p{Cs}]++";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    // RFC 5321: at most 64 octets before and 255 behind the at sign; quoted local parts are not taken.
    private static final Pattern CANONICAL = Pattern.compile(
            "(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+(?=[a-z0-9-]{2})" + LABEL);

    private EmailAddress() {}

    static boolean isOne(String text) {
        String canonical = canonical(text);
        return canonical.length() <= LONGEST && CANONICAL.matcher(canonical).matches();
    }

    /** Lower case, the domain in its ASCII form (RFC 5891). */
    private static String canonical(String text) {
        String stripped =
                Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int domain = stripped.lastIndexOf('@') + 1;
        try {
            return stripped.substring(0, domain)
                    + IDN.toASCII(stripped.substring(domain)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return stripped;
        }
    }
}
