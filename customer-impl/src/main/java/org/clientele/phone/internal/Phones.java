package org.clientele.phone.internal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as people write them, and the one way we keep them (E.164). */
public final class Phones {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_COUNTRY = "ZZ";
    private static final Pattern WRITTEN =
            Pattern.compile("[+0-9(][0-9 \\u00a0\\u2009\\u202f()/.\\u2010-\\u2015-]{3,38}");

    private Phones() {}

    /**
     * The number in E.164.
     *
     * @param country where it would be dialled as it is written; empty if only an international number makes sense
     * @return empty if it is no number that could exist
     */
    public static Optional<String> canonical(String written, Optional<String> country) {
        String text = written.strip();
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = NUMBERS.parse(text, country.orElse(NO_COUNTRY));
            // New ranges open every month: who writes a number in full is believed if its length is right, while what
            // is
            // completed by a country must be in use there, or every date and order number would be somebody's phone.
            boolean likely = text.startsWith("+") ? NUMBERS.isPossibleNumber(number) : NUMBERS.isValidNumber(number);
            return likely ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Whether it is written in E.164 already. */
    public static boolean isCanonical(String number) {
        return number.startsWith("+")
                && canonical(number, Optional.empty()).filter(number::equals).isPresent();
    }

    /** Whether numbers can be local to a country. */
    public static boolean isCountry(String country) {
        return NUMBERS.getSupportedRegions().contains(country);
    }
}
