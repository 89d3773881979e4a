package org.clientele.imports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.clientele.Problem;

/** What the text of a column is, and so what it becomes in JSON. */
enum Conversion {
    /** As it is. */
    TEXT {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            return TextNode.valueOf(text);
        }
    },
    /** A whole number, also one written as 17850.0. */
    INTEGER {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            return LongNode.valueOf(whole(text, how, pointer));
        }
    },
    /** The same, but as text: an id. */
    INTEGER_TEXT {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            return TextNode.valueOf(Long.toString(whole(text, how, pointer)));
        }
    },
    /** An amount of money with a decimal point; half a minor unit goes to the even one. */
    MINOR_UNITS {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            BigDecimal minor = decimal(text, pointer)
                    .movePointRight(how.digits().orElse(2))
                    .setScale(0, RoundingMode.HALF_EVEN);
            return LongNode.valueOf(bounded(minor, how, pointer));
        }
    },
    /** A moment. */
    TIME {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            try {
                return TextNode.valueOf(instant(text, how).toString());
            } catch (DateTimeException e) {
                throw wrong(pointer, "time", "This is no time as the mapping describes it.");
            }
        }
    },
    /** A day. */
    DATE {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            try {
                DateTimeFormatter format = how.pattern()
                        .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
                        .orElse(DateTimeFormatter.ISO_LOCAL_DATE);
                return TextNode.valueOf(LocalDate.parse(text, format).toString());
            } catch (DateTimeException e) {
                throw wrong(pointer, "date", "This is no date as the mapping describes it.");
            }
        }
    },
    /** The code of a country (ISO 3166-1 alpha-2), or its English name. */
    COUNTRY {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            String code = COUNTRIES.get(text.toLowerCase(Locale.ROOT));
            if (code == null) {
                throw wrong(pointer, "country", "There is no such country.");
            }
            return TextNode.valueOf(code);
        }
    },
    /** Yes or no. */
    BOOLEAN {
        @Override
        JsonNode convert(String text, Expression how, String pointer) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "y", "1" -> BooleanNode.TRUE;
                case "false", "no", "n", "0" -> BooleanNode.FALSE;
                default -> throw wrong(pointer, "type", "This must be true or false.");
            };
        }
    };

    private static final int MAX_DIGITS = 40;
    private static final Map<String, String> COUNTRIES = countries();

    /** @throws Problem.Invalid at the pointer */
    abstract JsonNode convert(String text, Expression how, String pointer);

    private static long whole(String text, Expression how, String pointer) {
        BigDecimal number = decimal(text, pointer);
        if (number.stripTrailingZeros().scale() > 0) {
            throw wrong(pointer, "type", "This must be an integer.");
        }
        return bounded(number, how, pointer);
    }

    private static long bounded(BigDecimal number, Expression how, String pointer) {
        BigDecimal wanted = how.absolute().orElse(false) ? number.abs() : number;
        if (how.min().isPresent()) {
            wanted = wanted.max(BigDecimal.valueOf(how.min().get()));
        }
        try {
            return wanted.longValueExact();
        } catch (ArithmeticException e) {
            throw wrong(pointer, "range", "This number is too large.");
        }
    }

    private static BigDecimal decimal(String text, String pointer) {
        if (text.length() > MAX_DIGITS) {
            throw wrong(pointer, "type", "This must be a number.");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw wrong(pointer, "type", "This must be a number.");
        }
        // 1e999999999 is short to write and long to multiply.
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw wrong(pointer, "range", "This number is too large or too small.");
        }
        return number;
    }

    private static Instant instant(String text, Expression how) {
        ZoneId zone = how.zone().map(ZoneId::of).orElse(ZoneId.of("UTC"));
        DateTimeFormatter format = how.pattern()
                .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
                .orElse(DateTimeFormatter.ISO_DATE_TIME);
        TemporalAccessor parsed =
                format.withZone(zone).parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof Instant instant) {
            return instant;
        }
        return parsed instanceof LocalDateTime time
                ? time.atZone(zone).toInstant()
                : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    }

    private static Problem.Invalid wrong(String pointer, String code, String detail) {
        return Problem.Invalid.at(pointer, code, detail);
    }

    private static Map<String, String> countries() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(code.toLowerCase(Locale.ROOT), code);
            codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        return Map.copyOf(codes);
    }
}
