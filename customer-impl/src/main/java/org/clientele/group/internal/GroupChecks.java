package org.clientele.group.internal;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.Problem.Checks;
import org.clientele.group.Group;

/** What a group must look like. */
final class GroupChecks {
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private GroupChecks() {}

    static void check(String code, String name, Group.Benefits benefits) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    CODE.matcher(code).matches(),
                    "/code",
                    "code",
                    "A code has 1 to 64 letters, digits, spaces and . _ : / - and begins with a letter or digit.");
            text(checks, "/name", Optional.of(name), 100);
            benefits(checks, benefits);
        });
    }

    private static void benefits(Checks checks, Group.Benefits benefits) {
        benefits.percentOff()
                .ifPresent(percent -> checks.that(
                        percent.signum() >= 0
                                && percent.compareTo(ALL) <= 0
                                && percent.stripTrailingZeros().scale() <= 2,
                        "/benefits/percentOff",
                        "range",
                        "It is 0 to 100 with at most two decimals."));
        benefits.paymentTermsDays()
                .ifPresent(days -> checks.that(
                        days >= 0 && days <= 365, "/benefits/paymentTermsDays", "range", "It is 0 to 365 days."));
        text(checks, "/benefits/priceList", benefits.priceList(), 64);
        text(checks, "/benefits/priceRegion", benefits.priceRegion(), 64);
        benefits.locale()
                .ifPresent(tag -> checks.that(
                        isLocale(tag), "/benefits/locale", "locale", "A locale is a BCP 47 tag such as de-AT."));
        benefits.timeZone()
                .ifPresent(zone -> checks.that(
                        ZONES.contains(zone), "/benefits/timeZone", "time-zone", "A time zone has an IANA name."));
    }

    private static void text(Checks checks, String at, Optional<String> text, int longest) {
        text.ifPresent(value -> checks.that(
                !value.isBlank() && value.length() <= longest && value.chars().noneMatch(Character::isISOControl),
                at,
                "length",
                "It has 1 to " + longest + " printable characters."));
    }

    private static boolean isLocale(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
