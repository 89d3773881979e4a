package org.clientele.search.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.attribute.Attribute;
import org.clientele.search.internal.Filter.Literal;

/** What a literal of a filter means for an attribute, as a value to bind. */
final class Literals {
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(\\d{1,5})([smhdwMy]))?");

    private Literals() {}

    static Object value(Attribute attribute, Literal literal) {
        Literal.Kind wanted =
                switch (attribute.type()) {
                    case INTEGER, MONEY, DECIMAL -> Literal.Kind.NUMBER;
                    case BOOLEAN -> Literal.Kind.BOOLEAN;
                    default -> Literal.Kind.STRING;
                };
        if (literal.kind() != wanted) {
            throw wrongType(attribute, literal);
        }
        try {
            return switch (attribute.type()) {
                case INTEGER, MONEY -> new BigDecimal(literal.text()).longValueExact();
                case DECIMAL -> decimal(literal.text());
                case BOOLEAN -> Boolean.valueOf(literal.text());
                case DATE -> date(literal.text());
                case TIMESTAMP -> instant(literal.text());
                case UUID -> UUID.fromString(literal.text());
                case CODE -> code(attribute, literal);
                default -> literal.text();
            };
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw wrongType(attribute, literal);
        }
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.precision() - value.scale()) > 30) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    private static String code(Attribute attribute, Literal literal) {
        String text = literal.text();
        List<String> values = attribute.values();
        if (!values.isEmpty() && !values.contains(text.toLowerCase(Locale.ROOT)) && !values.contains(text)) {
            throw FilterReader.invalid(
                    "filter-value",
                    "The attribute " + attribute.name() + " is one of " + String.join(", ", values) + ".",
                    literal.column());
        }
        return text;
    }

    private static LocalDate date(String text) {
        return text.startsWith("now")
                ? LocalDate.ofInstant(relative(text), ZoneOffset.UTC)
                : sane(LocalDate.parse(text));
    }

    private static OffsetDateTime instant(String text) {
        Instant instant;
        if (text.startsWith("now")) {
            instant = relative(text);
        } else if (text.length() == 10) {
            instant = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else {
            instant = OffsetDateTime.parse(text).toInstant();
        }
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        sane(time.toLocalDate());
        return time;
    }

    private static LocalDate sane(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new DateTimeException("out of range");
        }
        return date;
    }

    private static Instant relative(String text) {
        Matcher matcher = RELATIVE.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("not relative");
        }
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        if (matcher.group(1) == null) {
            return now.toInstant();
        }
        int n = Integer.parseInt(matcher.group(2)) * (matcher.group(1).equals("-") ? -1 : 1);
        OffsetDateTime time =
                switch (matcher.group(3)) {
                    case "s" -> now.plusSeconds(n);
                    case "m" -> now.plusMinutes(n);
                    case "h" -> now.plusHours(n);
                    case "d" -> now.plusDays(n);
                    case "w" -> now.plusWeeks(n);
                    case "M" -> now.plus(Period.ofMonths(n));
                    default -> now.plus(Period.ofYears(n));
                };
        return time.toInstant();
    }

    private static Problem.Invalid wrongType(Attribute attribute, Literal literal) {
        String wanted =
                switch (attribute.type()) {
                    case INTEGER -> "a whole number";
                    case MONEY -> "a whole number of minor units";
                    case DECIMAL -> "a number";
                    case BOOLEAN -> "true or false";
                    case DATE -> "a date such as \"2026-01-31\" or \"now-90d\"";
                    case TIMESTAMP -> "a time such as \"2026-01-31T12:00:00Z\" or \"now-90d\"";
                    case UUID -> "a UUID";
                    default -> "a text in double quotes";
                };
        return FilterReader.invalid(
                "filter-type",
                "The attribute " + attribute.name() + " is compared with " + wanted + ".",
                literal.column());
    }
}
